/** @jest-environment ./tests/engine/environment.ts */
import { isEmpty, things } from "./events";
import { onStage } from "./stage";
import { nameOf, resourcesIn } from "./state";

const set = {
  "folders.course.type": "new",
  "folders.course.size": "50Gi",
  "folders.course.writers.everybody": "true",
  "folders.data.type": "claim",
  "folders.data.claim": "data-sets",
  "folders.sets.type": "azureFiles",
  "folders.sets.account": "mydata",
  "folders.sets.resourceGroup": "data-rg",
  "folders.sets.share": "sets",
};

describe("a stack with shared folders", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const change = (key: string, value: string) => rehearsal.stack.setConfig(key, { value }, true);
      const up = await rehearsal.run("up");
      const made = resourcesIn(await rehearsal.state()).map(({ urn }) => nameOf(urn));
      const second = await rehearsal.run("up");
      const refresh = await rehearsal.run("refresh");
      const third = await rehearsal.run("up");
      await change("binderhub:folders.course.size", "60Gi");
      const grown = await rehearsal.run("up");
      await change("binderhub:folders.sets.share", "more-sets");
      const moved = await rehearsal.run("up");
      await rehearsal.stack.removeConfig("binderhub:folders.course", true);
      const refused = await rehearsal.run("up");
      await change("binderhub:mayDelete[0]", "volume/folder-course");
      const without = await rehearsal.run("up");
      const last = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      const left = resourcesIn(await rehearsal.state());
      return { up, made, second, refresh, third, grown, moved, refused, without, last, destroy, left };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  it("comes up, with what the program makes and without what is there", () => {
    expect(seen.up.succeeded ? "" : seen.up.output).toBe("");
    expect(seen.made.filter((name) => name.startsWith("binderhub-folders-")).sort()).toEqual([
      "binderhub-folders-course-claim",
      "binderhub-folders-sets-share",
      "binderhub-folders-sets-volume",
    ]);
  });

  it("is left alone by a second up, and by one after a refresh", () => {
    expect([isEmpty(seen.second), seen.refresh.succeeded, isEmpty(seen.third)]).toEqual([true, true, true]);
  });

  it("lets a folder grow, and touches nothing else", () => {
    expect(things(seen.grown)).toEqual({ "binderhub-folders-course-claim": ["update"] });
  });

  it("takes another share by a new claim, before the old one goes", () => {
    expect(seen.moved.succeeded ? "" : seen.moved.output).toBe("");
    const replaced = ["create-replacement", "replace", "delete-replaced"];
    expect(things(seen.moved)).toEqual({
      "binderhub-folders-sets-volume": replaced,
      "binderhub-folders-sets-share": replaced,
      "binderhub-release": ["update"],
    });
  });

  it("deletes no folder until that is allowed by name", () => {
    expect(seen.refused.succeeded).toBe(false);
    expect(seen.refused.output).toMatch(/would delete volume\/folder-course \(with all files in the shared folder\)/);
    expect(things(seen.without)).toEqual({
      "binderhub-release": ["update"],
      "binderhub-folders-course-claim": ["delete"],
    });
    expect(isEmpty(seen.last)).toBe(true);
  });

  it("goes with a destroy, and nothing stays in the state", () => {
    expect(seen.destroy.succeeded ? "" : seen.destroy.output).toBe("");
    expect(seen.left.map(({ urn }) => nameOf(urn))).toEqual([]);
  });
});

describe("a cluster that is there", () => {
  it("keeps no volume of a share after a destroy", async () => {
    const secret = { "folders.sets.secret.name": "mydata-key", "folders.sets.secret.namespace": "kube-system" };
    await onStage({ stack: "local", set: { ...set, ...secret } }, async (rehearsal) => {
      const up = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      expect([up, destroy].map(({ succeeded, output }) => (succeeded ? "" : output))).toEqual(["", ""]);
      expect(rehearsal.clouds.all().filter(([key]) => /persistentvolume|namespaces/.test(key))).toEqual([]);
    });
  });
});
