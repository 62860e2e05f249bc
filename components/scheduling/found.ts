import { type Step } from "../../settings/steps";
import { type Asked } from "../../settings/settings";
import { type Nodes } from "./nodes";

/** What decides where pods run. */
export type Seen = Pick<Asked, "azure" | "limits" | "builder" | "scheduling" | "extraValues">;

/** One way to mend: changes of settings, made together. */
export type Steps = readonly Step[];

/** A cluster, and what is to run there. */
export interface Cluster {
  readonly settings: Seen;
  readonly values: unknown;
  readonly nodes: readonly [Nodes, ...Nodes[]];
}

/** Something that can never run: the setting that is blamed, the rule, and ways to mend it, the best first. */
export interface Found {
  readonly path: Step["path"];
  readonly rule: string;
  readonly mends: readonly Steps[];
}
