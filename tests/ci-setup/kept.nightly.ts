/** @jest-environment ./tests/engine/environment.ts */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rehearsed } from "../../ci-setup/rehearsed";
import { findEngine } from "../../rehearse/engine";
import { resourcesIn } from "../../sandbox/state";

const said = { stage: "dev", repository: "me/hub", location: "westeurope" };
const folder = mkdtempSync(join(tmpdir(), "ci-setup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The set-up of dev, which stays as it is; and somebody who destroys it too early. */
async function stay() {
  const engine = await findEngine(() => undefined);
  return rehearsed({ engine, said, folder }, async ({ stack }, left) => {
    await stack.up();
    const again = await stack.up({ refresh: true });
    const before = resourcesIn((await stack.exportStack()).deployment);
    const refused = await stack.destroy().then(
      () => "destroyed",
      (error: unknown) => String(error),
    );
    const healed = await stack.up();
    await stack.setConfig("binderhub-ci-setup:protect", { value: "false" });
    await stack.up();
    await stack.destroy();
    const made = before.filter(({ type }) => !type.startsWith("pulumi:providers:")).length;
    return { again, made, refused, healed, left: left() };
  });
}

describe("the set-up of dev", () => {
  let seen: Awaited<ReturnType<typeof stay>>;
  beforeAll(async () => {
    seen = await stay();
  });

  it("is left as it is by a second up with a refresh", () =>
    expect(seen.again.summary.resourceChanges).toEqual({ same: seen.made }));

  it("is not destroyed while it is protected", () => expect(seen.refused).toMatch(/protect/));

  // Users' two roles are what a refused destroy takes: each with its id and its component.
  it("is whole again after the next up", () =>
    expect(seen.healed.summary.resourceChanges).toEqual({ create: 6, same: seen.made - 6 }));

  it("goes, once it is not protected", () => expect(seen.left).toEqual([]));
});
