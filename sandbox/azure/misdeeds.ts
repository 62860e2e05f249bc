import { type CloudRequest, type PoolChange } from "./requests";

/**
 * What requests did to node pools although nobody asked for it, one line each: a list of all pools that leaves some out, and a change
 * of a pool that is not allowed.
 *
 * @param allowed whether the settings ask for a change @default none is asked for
 */
export function misdeeds(
  requests: readonly CloudRequest[],
  allowed: (change: PoolChange) => boolean = () => false,
): readonly string[] {
  return requests.flatMap(({ method, id, leftOut, poolChanges }) => [
    ...leftOut.map((pool) => `${method} ${id} leaves out the pool ${pool}`),
    ...poolChanges
      .filter((change) => !allowed(change))
      .map(
        ({ pool, property, from, to }) =>
          `${method} ${id} changes ${property} of the pool ${pool}: ${show(from)} → ${show(to)}`,
      ),
  ]);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
