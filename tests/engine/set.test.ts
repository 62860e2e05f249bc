/** @jest-environment ./tests/engine/environment.ts */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { onStage } from "./stage";

test("settings that are set leave the placeholders of prod as they are, whatever their types, and prod plans", async () => {
  const set = {
    ...{ "azure.nodeCount": "3", "azure.pools.users.max": "4", "azure.pools.users.spot": "true" },
    "azure.pools.steady.role": "user",
    ...{ "azure.apiServerRanges[1]": "10.0.0.0/8", 'tags["a.b"]': "x", 'tags["a:b"]': "x" },
  };
  await onStage({ stack: "prod", set }, async (rehearsal, _folder, placeholders) => {
    expect(Object.keys(placeholders).sort()).toEqual([
      "binderhub:auth.clientId",
      "binderhub:authClientSecret",
      "binderhub:azure.apiServerRanges[0]",
    ]);
    const { succeeded, output } = await rehearsal.run("preview");
    expect(succeeded ? "" : output).toBe("");
  });
});

test("a placeholder does not take the place of what was set", async () => {
  await onStage(
    { stack: "prod", set: { "azure.apiServerRanges[0]": "10.0.0.0/8" } },
    (_rehearsal, _folder, placeholders) => {
      expect(Object.keys(placeholders).sort()).toEqual(["binderhub:auth.clientId", "binderhub:authClientSecret"]);
      return Promise.resolve();
    },
  );
});

test("a kubeconfig that was set is taken, and its absence told", async () => {
  await onStage({ stack: "local", set: { "existing.kubeconfig": "/nowhere" } }, async (rehearsal) => {
    expect((await rehearsal.run("preview")).output).toContain("binderhub:existing.kubeconfig = /nowhere");
  });
});

test("a group that is none is refused, and not replaced by what is filled in", async () => {
  await onStage({ stack: "local", set: { existing: "x" } }, async (rehearsal) => {
    expect((await rehearsal.run("preview")).output).toContain("binderhub:existing = x");
  });
});

test.each([
  ["protect", "maybe"],
  ["mayDelete", "x"],
  ["tags", "7"],
  ["platform.x", "1"],
])("%s of a wrong type is refused by the program, with a command that mends it", async (key, value) => {
  await onStage({ set: { [key]: value } }, async (rehearsal) => {
    const { succeeded, output } = await rehearsal.run("preview");
    expect(output).toMatch(new RegExp(`binderhub:${key.split(".")[0] ?? ""} = .*\n +must be .*\n +→ pulumi config`));
    expect(succeeded).toBe(false);
  });
});

test("a rehearsal that goes on encrypts with the same salt as the state that it goes on from", async () => {
  const saltIn = (folder: string) =>
    /^encryptionsalt: (.+)$/m.exec(readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8"))?.[1];
  await onStage({}, async (_first, from) => {
    const salt = saltIn(from);
    expect(salt).toBeDefined();
    const second = await onStage({ from }, (_rehearsal, folder) => Promise.resolve(saltIn(folder)));
    expect(second).toBe(salt);
  });
});
