/** @jest-environment ./tests/engine/environment.ts */
import * as runtime from "@pulumi/pulumi/runtime/config";
import * as fc from "fast-check";
import { asTexts } from "../../stack/raw";
import { onStage } from "./stage";

const path = fc.constantFrom(
  ...["azure.nodeCount", "azure.clusterName", "azure.pools.users.max", "azure.pools.users.zones[0]"],
  ...["azure.apiServerRanges[0]", "azure.apiServerRanges[1]", 'tags["a.b"]', 'tags["a:b"]', "tags.costCenter"],
  ...["tokenRotation", "namespace", "azure-native:location", "limits.userCpu", "auth.allowedUsers[2]"],
);
const value = fc.oneof(
  fc.constantFrom("true", "false", "0", "007", "-3", "1.5", "1e3", "1.34", "null", "~", "", "on", "2026-11-01"),
  fc.constantFrom("9007199254740993", '{"a":1}', "[1]", "a: b", "'quoted'", "#", "10.0.0.0/8"),
  fc.integer().map(String),
  fc.string({ minLength: 1 }),
);

test("what is chosen for a stack looks at the same settings, of the same types, as the program gets", async () => {
  let got: Record<string, string> = {};
  const program = () => {
    got = { ...runtime.allConfig() };
    return Promise.resolve({});
  };
  await onStage({ stack: "prod", program }, async (rehearsal) => {
    const { workspace } = rehearsal.stack;
    const committed = await workspace.stackSettings("prod");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(path, value), { minLength: 1, maxLength: 5 }), async (sets) => {
        await workspace.saveStackSettings("prod", committed);
        const full = sets.map(([key, text]): [string, string] => [
          key.startsWith("azure-native:") ? key : `binderhub:${key}`,
          text,
        ]);
        // What the engine refuses to set is set by nobody.
        await rehearsal
          .set(Object.fromEntries(full.map(([key, text]) => [key, { value: text }])))
          .catch(() => undefined);
        const { succeeded, output } = await rehearsal.run("preview");
        if (!succeeded) throw new Error(output);
        const seen = asTexts(await rehearsal.settings());
        const secret = ["binderhub:authClientSecret"];
        const relevant = Object.entries(got).filter(([key]) => !secret.includes(key) && Object.hasOwn(seen, key));
        expect(Object.fromEntries(relevant.map(([key, text]) => [key, readable(text)]))).toEqual(
          Object.fromEntries(Object.entries(seen).map(([key, text]) => [key, readable(text)])),
        );
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

/** Objects as data: the engine sorts their keys. */
function readable(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : text;
  } catch {
    return text;
  }
}
