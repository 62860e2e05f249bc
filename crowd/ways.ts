import { type Reckoned } from "./plan";

/** A way to wait for a crowd. */
export interface Way {
  readonly key: "one-large" | "many-small" | "none" | "half";
  /** In a table. */
  readonly name: string;
  /** Placeholders, and what each asks for. @default none */
  readonly placeholders?: { readonly count: number; readonly kind: "large" | "small" };
  /** Nodes that are up before anybody comes. */
  readonly up: number;
}

/** The ways that are compared. */
export function waysOf({ nodes, perNode }: Pick<Reckoned, "nodes" | "perNode">): readonly Way[] {
  const half = Math.ceil(nodes / 2);
  return [
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
