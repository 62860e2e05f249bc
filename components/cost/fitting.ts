import { after, type Step } from "../../settings/steps";
import { isWorse } from "../scheduling/somewhere";
import { type Bill } from "./bill";
import { type Costly, estimate } from "./estimate";
import { type PriceTable } from "./prices";

/**
 * The settings with which a month costs no more than the budget: pools that grow less, the dearest first; then fewer nodes that always run; then fewer
 * nodes in the system pool. Nothing loses its place, and no pool its last node.
 *
 * @returns the changes; `undefined` if none would do
 */
export function fitting(
  settings: Costly,
  budget: number,
  bills: readonly Bill[],
  table: PriceTable,
): readonly Step[] | undefined {
  const most = (changed: Costly) => estimate(changed, bills, table).total.most;
  let now: Costly = settings;
  const done = new Map<string, Step>();
  for (let turn = 0; turn < 10_000; turn += 1) {
    if (most(now) <= budget) return [...done.values()];
    const before = now;
    const smaller = candidates(now)
      .map((steps) => ({ steps, then: after(before, steps) }))
      .filter(({ then }) => !isWorse(then, settings))
      .map((one) => ({ ...one, costs: most(one.then) }))
      .sort((a, b) => a.costs - b.costs)[0];
    if (smaller === undefined) return undefined;
    now = smaller.then;
    for (const step of smaller.steps) done.set(step.path.join("."), step);
  }
  return undefined;
}

/** One node less in each place where one can go. Nodes that always run go only when no pool can grow less. */
function candidates({ azure }: Costly): readonly (readonly Step[])[] {
  const pools = Object.entries(azure.pools);
  const growth = pools.flatMap(([name, { min, max }]): Step[][] =>
    max > Math.max(1, min) ? [[{ path: ["azure", "pools", name, "max"], value: max - 1 }]] : [],
  );
  if (growth.length > 0) return growth;
  const always = pools.flatMap(([name, { min, max }]): Step[][] =>
    min > 1 || max > 1
      ? [
          [
            { path: ["azure", "pools", name, "min"], value: Math.max(0, min - 1) },
            { path: ["azure", "pools", name, "max"], value: Math.max(1, max - 1) },
          ],
        ]
      : [],
  );
  return always.length > 0 || azure.nodeCount <= 1
    ? always
    : [[{ path: ["azure", "nodeCount"], value: azure.nodeCount - 1 }]];
}
