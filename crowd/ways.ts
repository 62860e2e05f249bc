import { type Reckoned } from "./plan";

/** A way to wait for a crowd. */
export interface Way {
  readonly key: "own-nodes" | "one-large" | "many-small" | "none" | "half";
  /** In a table. */
  readonly name: string;
  /** Placeholders, and what each asks for: one that is `held` asks for nothing but a place on a node of its own. @default none */
  readonly placeholders?: { readonly count: number; readonly kind: "held" | "large" | "small" };
  /** Nodes that are up before anybody comes. */
  readonly up: number;
}

/** The ways that are compared. */
export function waysOf({ nodes, perNode }: Pick<Reckoned, "nodes" | "perNode">): readonly Way[] {
  const half = Math.ceil(nodes / 2);
  return [
    {
      key: "own-nodes",
      name: "an event: nodes of its own, each held by a pod that asks for nothing",
      placeholders: { count: nodes, kind: "held" },
      up: nodes,
    },
    {
      key: "one-large",
      name: "one large placeholder a node",
      placeholders: { count: nodes, kind: "large" },
      up: nodes,
    },
    {
      ...{ key: "many-small", name: "a small placeholder for each seat", up: nodes },
      placeholders: { count: nodes * perNode, kind: "small" },
    },
    {
      key: "half",
      name: "half of the nodes, large placeholders",
      placeholders: { count: half, kind: "large" },
      up: half,
    },
    // The autoscaler leaves a pool that people use at times with one node.
    { key: "none", name: "one node, no placeholders", up: 1 },
  ];
}
