/** @jest-environment ./tests/engine/environment.ts */
import * as acts from "../../sandbox/azure/acts";
import { type Clouds } from "../../sandbox/clouds";
import { type CloudRequest } from "../../sandbox/azure/requests";
import { sure } from "../../settings/refusal";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { isEmpty, steps } from "./events";
import { onStage, several } from "./stage";
import { requestsOf } from "../../sandbox/azure/requests";

/** What happens to a cluster between two runs, and is nobody's fault. */
const upkeep: Readonly<Record<string, (clouds: Clouds) => void>> = {
  nothing: () => undefined,
  "the autoscaler has added nodes": (clouds) => acts.autoscalerMoved(clouds, "users", 4),
  "the autoscaler has taken nodes away": (clouds) => acts.autoscalerMoved(clouds, "builds", 1),
  "Azure has upgraded the nodes' image": (clouds) => acts.nodeImageUpgraded(clouds),
  "Azure has moved the patch version": (clouds) => acts.patchVersionMoved(clouds),
  "Azure has moved the minor version, where none is set": (clouds) => acts.minorUpgraded(clouds),
  "a policy has added a tag": (clouds) => acts.policyAddedTag(clouds, "inherited", "yes"),
  "somebody has added a tag to the cluster": (clouds) => acts.personTagged(clouds, "prodcluster", "note", "hi"),
  "all of it": (clouds) => {
    acts.autoscalerMoved(clouds, "users", 7);
    acts.nodeImageUpgraded(clouds);
    acts.patchVersionMoved(clouds);
    acts.policyAddedTag(clouds, "inherited", "yes");
  },
};

/** Edits of a stack, and of which pools they are meant to change what. */
const edits: Readonly<
  Record<string, { readonly set: Readonly<Record<string, string>>; readonly changes: readonly string[] }>
> = {
  "the node count": { set: { "azure.nodeCount": "3" }, changes: ["system count 2 3"] },
  "a tag": { set: { "tags.team": "hub" }, changes: ["builds tags", "users tags"] },
  "who may reach the API server": { set: { "azure.apiServerRanges[0]": "203.0.113.9/32" }, changes: [] },
  "a pool's upper end": { set: { "azure.pools.users.max": "12" }, changes: ["users maxCount 10 12"] },
  "a pool's lower end": {
    set: { "azure.pools.builds.min": "2" },
    changes: ["builds count 1 2", "builds minCount 1 2"],
  },
};

const inTheWorld = { stack: "prod", set: { protect: "false" } };

/** What requests changed of pools, in words. */
function poolChanges(requests: readonly CloudRequest[]): string[] {
  return requests
    .flatMap(({ poolChanges: changes }) => changes)
    .map(({ pool, property, from, to }) =>
      [pool, property, ...(typeof from === "number" || typeof to === "number" ? [from, to] : [])].join(" "),
    )
    .sort();
}

async function afterAct(from: string, act: (clouds: Clouds) => void) {
  const without = onStage({ ...inTheWorld, from }, async (rehearsal) => {
    act(rehearsal.clouds);
    return rehearsal.run("up");
  });
  const refreshed = onStage({ ...inTheWorld, from }, async (rehearsal) => {
    act(rehearsal.clouds);
    const refresh = await rehearsal.run("refresh");
    return { refresh, up: await rehearsal.run("up"), requests: requestsOf(rehearsal.clouds) };
  });
  return { without: await without, ...(await refreshed) };
}

async function edited(rehearsal: Rehearsal, refreshes: boolean) {
  if (refreshes) await rehearsal.run("refresh");
  const before = requestsOf(rehearsal.clouds).length;
  const up = await rehearsal.run("up");
  const again = await rehearsal.run("up");
  return { up, again, requests: requestsOf(rehearsal.clouds).slice(before) };
}

describe("prod", () => {
  const acted = new Map<string, Awaited<ReturnType<typeof afterAct>>>();
  const changed = new Map<string, Awaited<ReturnType<typeof edited>>>();
  const cases = Object.keys(edits).flatMap((edit) => [true, false].map((refreshes) => ({ edit, refreshes })));
  const nameOf = ({ edit, refreshes }: (typeof cases)[number]) =>
    `${edit}, ${refreshes ? "after a refresh" : "unrefreshed"}`;

  beforeAll(() =>
    onStage(inTheWorld, async (rehearsal, folder) => {
      const { succeeded, output } = await rehearsal.run("up");
      if (!succeeded) throw new Error(output);
      await several(Object.entries(upkeep), async ([what, act]) => void acted.set(what, await afterAct(folder, act)));
      await several(cases, async (one) => {
        const set = { ...inTheWorld.set, ...edits[one.edit]?.set };
        const result = await onStage({ ...inTheWorld, set, from: folder }, (stage) => {
          upkeep["all of it"]?.(stage.clouds);
          return edited(stage, one.refreshes);
        });
        changed.set(nameOf(one), result);
      });
    }),
  );

  describe.each(Object.keys(upkeep))("after %s", (what) => {
    const seen = () => sure(acted.get(what), what);

    it("is left as it is by an up after refresh", () =>
      expect([seen().up.output, steps(seen().up)]).toEqual([expect.anything(), {}]));
    it("is left as it is by an up without one", () => expect(steps(seen().without)).toEqual({}));
    it("has had no request", () => expect(seen().requests).toEqual([]));
  });

  describe.each(cases.map(nameOf))("when an edit changes %s, and Azure has moved all it may", (what) => {
    const seen = () => sure(changed.get(what), what);
    const edit = edits[what.split(",")[0] ?? ""];

    it("comes up", () =>
      expect([seen().up.succeeded, seen().up.output.slice(-500)]).toEqual([true, expect.anything()]));
    it("is left as it is by a second up", () => expect(isEmpty(seen().again)).toBe(true));
    it("no request leaves a pool out", () => expect(seen().requests.flatMap(({ leftOut }) => leftOut)).toEqual([]));
    it("no request changes of pools what the edit does not", () => {
      expect(poolChanges(seen().requests)).toEqual(edit?.changes);
    });
  });
});
