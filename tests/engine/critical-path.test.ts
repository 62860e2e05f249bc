/** @jest-environment ./tests/engine/environment.ts */
import { type EngineEvent } from "@pulumi/pulumi/automation";
import { criticalPath, pathsTo } from "../../sandbox/critical-path";
import { type Fault } from "../../sandbox/faults";
import { dependenciesOf } from "../../sandbox/state";
import { completion } from "./events";
import { onStage, several } from "./stage";
import { nameOf, resourcesIn, type StateResource } from "./state";
import { endOf, lengthOf, longestOf, unavoidable } from "./unavoidable";

/** How much longer than what cannot be avoided an `up` may take. */
const tolerance = 1.02;

const stacks = ["dev", "prod", "local"] as const;

let states: ReadonlyMap<string, readonly StateResource[]>;
beforeAll(async () => {
  const made = await several(stacks, (stack) =>
    onStage({ stack }, async (rehearsal) => {
      const { succeeded } = await rehearsal.run("up");
      return [stack, succeeded ? resourcesIn(await rehearsal.state()) : []] as const;
    }),
  );
  states = new Map(made);
});

describe.each(stacks)("up of the stack %s", (stack) => {
  const chains = unavoidable[stack];
  const resources = () => states.get(stack) ?? [];

  it("takes hardly longer than the longest chain that cannot be avoided", () => {
    const ratio = criticalPath(resources()).seconds / lengthOf(longestOf(chains));
    expect(ratio).toBeGreaterThanOrEqual(1);
    expect(ratio).toBeLessThanOrEqual(tolerance);
  });

  it("has that chain for its longest path", () => {
    const types = longestOf(chains).map((type) => type.slice(type.lastIndexOf(":") + 1));
    expect(criticalPath(resources()).steps.map(({ type }) => type)).toEqual(types);
  });

  // A release that waits for a node pool is found even where the pool takes longer anyway.
  it.each([...new Set(chains.map(endOf))])("ends %s as soon as can be", (end) => {
    const paths = pathsTo(resources());
    const last = Math.max(
      ...resources().flatMap(({ type, urn }) => (type === end ? [paths.get(urn)?.seconds ?? NaN] : [])),
    );
    expect(last / lengthOf(longestOf(chains.filter((chain) => endOf(chain) === end)))).toBeLessThanOrEqual(tolerance);
  });
});

// What no state shows: an `await`, or a resource that is made inside of `apply`. Both would wait for a pool that never comes.
describe("up of the stack prod, where nothing can be made that the release does not depend on,", () => {
  it("installs the release", async () => {
    const resources = states.get("prod") ?? [];
    const [release = ""] = resources.flatMap(({ type, urn }) => (type === endOf(unavoidable.prod[0]) ? [urn] : []));
    const needed = neededFor(release, resources);
    const others = resources.filter(({ type, urn }) => /^(azure-native|kubernetes):/.test(type) && !needed.has(urn));
    const faults = others.map(({ urn }): Fault => ({ resource: nameOf(urn), operation: "create" }));

    const seen = await onStage({ stack: "prod", faults }, async ({ stack, faults: { struck } }) => {
      const events: EngineEvent[] = [];
      const up = stack.up({ continueOnError: true, onEvent: (event) => void events.push(event) });
      await expect(up).rejects.toThrow();
      return { installed: completion({ events }, nameOf(release)) >= 0, failed: struck.length };
    });
    expect(seen).toEqual({ installed: true, failed: others.length });
    expect(others.map(({ type }) => type)).toContain(endOf(unavoidable.prod[1]));
  });
});

/** URNs of what must be there before a resource, and its own. */
function neededFor(urn: string, resources: readonly StateResource[]): ReadonlySet<string> {
  const needed = new Set([urn]);
  for (const resource of resources.toReversed()) {
    if (needed.has(resource.urn)) dependenciesOf(resource).forEach((dependency) => needed.add(dependency));
  }
  return needed;
}
