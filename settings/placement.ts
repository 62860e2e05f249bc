import * as z from "zod";
import { group, text } from "./names";
import { type DeepReadonly } from "./settings";

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const labelName = text(
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/,
  "a label's name such as mygroup.example.org/pool",
);
const labelValue = text(/^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/, "a label's value, in quotes if it is a number");

/** Labels of nodes, each with its value. */
export const selector = (what: string) =>
  z
    .record(labelName, labelValue, { error: "labels, each with its value" })
    .optional()
    .meta({ description: `Labels that a node must have for ${what}.`, example: { "example.org/pool": "core" } });

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
const toleration = group({
  key: labelName.meta({ description: "Name of the taint.", example: "example.org/pool" }),
  value: labelValue.optional().meta({ description: "Value of the taint. Default: any.", example: "core" }),
  effect: z
    .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"], {
      error: "one of NoSchedule, PreferNoSchedule, NoExecute",
    })
    .optional()
    .meta({ description: "Effect of the taint. Default: any.", example: "NoSchedule" }),
});

/** Taints that pods tolerate. */
export const tolerations = (what: string) =>
  z
    .array(toleration, { error: "a list of taints: { key, value, effect }" })
    .min(1, "at least one taint: { key, value, effect }, or left out")
    .optional()
    .meta({
      description: `Taints of nodes that ${what} may run on all the same.`,
      example: [{ key: "example.org/pool", value: "core", effect: "NoSchedule" }],
    });

/** Taints that pods tolerate, as they are set. */
export type Tolerations = readonly DeepReadonly<z.output<typeof toleration>>[];
