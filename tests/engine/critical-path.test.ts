/** @jest-environment ./tests/engine/environment.ts */
import { criticalPath, pathsTo } from "../../rehearse/critical-path";
import { onStage, several } from "./stage";
import { resourcesIn, type StateResource } from "./state";
import { type Chain, endOf, lengthOf, longestOf, unavoidable } from "./unavoidable";

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
    expectHardlyLonger(criticalPath(resources()).seconds, chains);
  });

  it("has that chain for its longest path", () => {
    const types = longestOf(chains).map((type) => type.slice(type.lastIndexOf(":") + 1));
    expect(criticalPath(resources()).steps.map(({ type }) => type)).toEqual(types);
  });

  // A release that waits for a node pool is found even where the pool takes longer anyway.
  it.each([...new Set(chains.map(endOf))])("ends %s as soon as can be", (end) => {
    const paths = pathsTo(resources());
    const seconds = resources().flatMap(({ type, urn }) => (type === end ? (paths.get(urn)?.seconds ?? []) : []));
    const endsSo = chains.filter((chain) => endOf(chain) === end);
    expectHardlyLonger(Math.max(...seconds), endsSo);
  });
});

/** Than the longest of the chains: and not shorter either, or a chain is not what cannot be avoided. */
function expectHardlyLonger(seconds: number, chains: readonly Chain[]): void {
  const ratio = seconds / lengthOf(longestOf(chains));
  expect(ratio).toBeGreaterThanOrEqual(1);
  expect(ratio).toBeLessThanOrEqual(tolerance);
}
