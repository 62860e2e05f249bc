import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pulumi } from "../../operate/engine";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { nameOf } from "../engine/state";

interface Resource {
  readonly urn: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly deletedWith?: string;
}

/** Has a state forget resources, and all that hangs on them; the clouds keep them. */
export async function forget(
  { stack, engine }: Rehearsal,
  drops: (name: string, urn: string) => boolean,
): Promise<void> {
  const state = JSON.parse(await pulumi(stack, engine.command, ["stack", "export"])) as {
    readonly deployment: { readonly resources: readonly Resource[] };
  };
  const gone = new Set<string>();
  const kept = state.deployment.resources.filter((one) => {
    const { urn, parent = "", provider = "", deletedWith = "", dependencies = [] } = one;
    const needs = [parent, provider.slice(0, provider.lastIndexOf("::")), deletedWith, ...dependencies];
    if (!drops(nameOf(urn), urn) && !needs.some((needed) => gone.has(needed))) return true;
    gone.add(urn);
    return false;
  });
  expect(gone.size).toBeGreaterThan(0);
  const folder = mkdtempSync(join(tmpdir(), "forgetful-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify({ ...state, deployment: { ...state.deployment, resources: kept } }));
    await pulumi(stack, engine.command, ["stack", "import", "--file", file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
