/** @jest-environment ./tests/engine/environment.ts */
import { type Rehearsal } from "../../sandbox/rehearsal";
import { errors, isEmpty, steps } from "./events";
import { onStage, several } from "./stage";
import { addUser, namespaceIn } from "./users";

type Set = Readonly<Record<string, string>>;

interface Move {
  readonly what: string;
  readonly stack: "dev" | "local";
  readonly before: Set;
  readonly after: Set;
}

const local = (exposure: string) => ({ "exposure.type": exposure });
const moved = { namespace: "elsewhere", "mayDelete[0]": "namespace/binderhub" };
const movedRegistry = { ...moved, "mayDelete[1]": "namespace/binderhub-registry" };
const emptied = (size: string) => ({ "registry.size": size, "mayDelete[0]": "volume/registry-20gi" });

/** Changes that make something anew while something else holds its name, its port or its address. */
const moves: readonly Move[] = [
  ...["nodePort", "clusterIP", "singleHost"].map((exposure): Move => ({
    what: `the namespace of a local stack with ${exposure} and a registry in the cluster`,
    stack: "local",
    before: { ...local(exposure), ...(exposure === "clusterIP" ? {} : { "existing.host": "hub.example.org" }) },
    after: movedRegistry,
  })),
  ...["singleHost", "loadBalancer"].map((exposure): Move => ({
    what: `the namespace of an Azure stack with ${exposure}`,
    stack: "dev",
    before: { "exposure.type": exposure },
    after: moved,
  })),
  { what: "the registry's node port", stack: "local", before: {}, after: { "registry.nodePort": "30123" } },
  { what: "the registry's volume to a greater one", stack: "local", before: {}, after: emptied("30Gi") },
  { what: "the registry's volume to a smaller one", stack: "local", before: {}, after: emptied("10Gi") },
  {
    what: "the node ports of the hub and of the page",
    stack: "local",
    before: { ...local("nodePort"), "existing.host": "hub.example.org" },
    after: { "exposure.hubPort": "30333", "exposure.binderPort": "30334" },
  },
];

const keysOf = ({ clouds }: Rehearsal) =>
  clouds
    .all()
    .map(([key]) => key)
    .sort();

async function played({ stack, before, after }: Move) {
  const set = { ...before, ...after };
  const fresh = await onStage({ stack, set }, async (rehearsal) => {
    await rehearsal.run("up");
    return keysOf(rehearsal);
  });
  return onStage({ stack, set: before }, async (old, from) => {
    const { succeeded, output } = await old.run("up");
    if (!succeeded) throw new Error(output);
    addUser(old.clouds, namespaceIn(old.clouds, "binderhub"), "ada");
    const isSame = after.namespace === undefined;
    return onStage({ from, stack, set }, async (rehearsal) => {
      const up = await rehearsal.run("up");
      const keys = keysOf(rehearsal).filter((key) => !(isSame && key.endsWith("-ada")));
      return {
        up: up.succeeded ? true : up.output.slice(-1500),
        second: isEmpty(await rehearsal.run("up")),
        more: keys.filter((key) => !fresh.includes(key)),
        less: fresh.filter((key) => !keys.includes(key)),
        destroyed: (await rehearsal.run("destroy")).succeeded,
        left: keysOf(rehearsal),
      };
    });
  });
}

describe("one up, an empty second one and nothing left behind, after a change of", () => {
  const seen = new Map<string, Awaited<ReturnType<typeof played>>>();
  beforeAll(() => several(moves, async (move) => void seen.set(move.what, await played(move))));

  test.each(moves.map(({ what }) => what))("%s", (what) => {
    expect(seen.get(what)).toEqual({
      ...{ up: true, second: true, destroyed: true },
      ...{ more: [], less: [], left: [] },
    });
  });
});

test("node ports that are swapped are refused before anything is touched, and the printed ports are taken", async () => {
  const ports = (binder: string, hub: string) => ({
    ...{ ...local("nodePort"), "existing.host": "hub.example.org" },
    ...{ "exposure.binderPort": binder, "exposure.hubPort": hub },
  });
  await onStage({ stack: "local", set: ports("30901", "30902") }, async (old, from) => {
    await old.run("up");
    await onStage({ from, stack: "local", set: ports("30902", "30901") }, async (rehearsal) => {
      const up = await rehearsal.run("up");
      expect(steps(up)).toEqual({});
      expect(errors(up).join()).toContain("30902\n    is still in use by the hub");
    });
    await onStage({ from, stack: "local", set: ports("30903", "30904") }, async (rehearsal) => {
      expect((await rehearsal.run("up")).succeeded).toBe(true);
    });
  });
});
