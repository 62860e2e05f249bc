/** @jest-environment ./tests/engine/environment.ts */
import { at } from "../../settings/untyped";
import { isEmpty, things } from "./events";
import { onStage } from "./stage";
import { named, resourcesIn } from "./state";

const set = {
  "builds.appendix": "RUN true",
  "builds.cacheSize": "40G",
  "network.proxy.http": "http://10.1.2.3:3128",
  "network.proxy.noProxy[0]": ".example.org",
};

const anew = /The names of images begin with \S+ in place of \S+: the next launch of each repository builds anew/;

describe("a stack that says how images are built, behind a proxy", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const change = (key: string, value: string) => rehearsal.stack.setConfig(key, { value }, true);
      const up = await rehearsal.run("up");
      const before = resourcesIn(await rehearsal.state());
      const second = await rehearsal.run("up");
      const refresh = await rehearsal.run("refresh");
      const third = await rehearsal.run("up");
      await change("binderhub:builds.appendix", "RUN false");
      const changed = await rehearsal.run("up");
      const after = resourcesIn(await rehearsal.state());
      const fifth = await rehearsal.run("up");
      await change("binderhub:network.proxy.http", "http://10.1.2.4:3128");
      const moved = await rehearsal.run("up");
      await rehearsal.stack.removeConfig("binderhub:network.proxy", true);
      const without = await rehearsal.run("up");
      const last = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      return { up, before, second, refresh, third, changed, after, fifth, moved, without, last, destroy };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  const prefix = (when: "before" | "after") => at(named(seen[when], "binderhub").outputs, "imagePrefix");

  it("comes up, and nothing is said of images that there were not", () => {
    expect(seen.up.succeeded ? "" : seen.up.output).toBe("");
    expect(seen.up.output).not.toMatch(anew);
  });

  it("is left alone by a second up, and by one after a refresh, though AKS added hosts", () => {
    expect([isEmpty(seen.second), seen.refresh.succeeded, isEmpty(seen.third)]).toEqual([true, true, true]);
  });

  it("says that a change builds anew, once", () => {
    expect(seen.changed.output).toMatch(anew);
    expect(seen.fifth.output).not.toMatch(anew);
    expect(isEmpty(seen.fifth)).toBe(true);
  });

  it("gives images other names, and changes the release alone", () => {
    expect(prefix("before")).not.toBe(prefix("after"));
    expect(things(seen.changed)).toEqual({ "binderhub-release": ["update"] });
  });

  it("says that AKS makes nodes anew with another proxy", () => {
    expect(seen.moved.succeeded).toBe(true);
    expect(seen.moved.output).toMatch(/AKS makes all nodes anew with the other proxy/);
  });

  it("says how the nodes' proxy is turned off, and converges without it", () => {
    expect(seen.without.output).toMatch(/az aks update .* --disable-http-proxy/);
    expect(isEmpty(seen.last)).toBe(true);
  });

  it("goes with a destroy", () => expect(seen.destroy.succeeded).toBe(true));
});
