import { at } from "../../settings/untyped";
import { type Amounts, less, sum } from "../cluster/allocatable";
import { type Nodes, type Taint } from "./nodes";
import { type Pod } from "./pods";

/** Why a pod cannot run on a node. */
export type Obstacle = "selector" | "taint" | "gpus" | "cpu" | "memory" | "pods";

/**
 * Why a pod can run on none of a pool's nodes, even if nothing else runs there. `undefined` if it can, or if it is not known.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/
 * @param others what runs there already
 */
export function obstacle(pod: Pod, nodes: Nodes, others: readonly Amounts[] = []): Obstacle | undefined {
  if (!isChosen(pod, nodes)) return "selector";
  if (!nodes.taints.every((taint) => pod.tolerations.some((toleration) => tolerates(toleration, taint))))
    return "taint";
  if (nodes.room === undefined) return undefined;
  const room = less(nodes.room, sum(others));
  return (["gpus", "memory", "cpu", "pods"] as const).find((what) => pod[what] > 0 && pod[what] > room[what]);
}

/** Whether a pod may run on a pool's nodes, if there is room for it. */
export function isAdmitted(pod: Pod, nodes: Nodes): boolean {
  return obstacle({ ...pod, cpu: 0, memory: 0, pods: 0, gpus: 0 }, nodes) === undefined;
}

function isChosen({ selector, terms }: Pod, { labels }: Nodes): boolean {
  const isSelected = Object.entries(selector).every(([key, value]) => !known(labels, key) || labels[key] === value);
  return isSelected && (terms.length === 0 || terms.some((term) => matches(term, labels)));
}

function matches(term: unknown, labels: Nodes["labels"]): boolean {
  const expressions = at(term, "matchExpressions");
  return (Array.isArray(expressions) ? expressions : []).every((expression: unknown) => {
    const [key, operator, given] = [at(expression, "key"), at(expression, "operator"), at(expression, "values")];
    if (typeof key !== "string" || !known(labels, key)) return true;
    const isListed = Array.isArray(given) && given.includes(labels[key]);
    if (operator === "In") return isListed;
    if (operator === "NotIn") return !isListed;
    return operator !== "DoesNotExist" || labels[key] === undefined;
  });
}

/** Whether the program knows what a label is. People and policies may give nodes more labels than these. */
function known(labels: Nodes["labels"], key: string): boolean {
  return Object.hasOwn(labels, key);
}

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function tolerates(toleration: unknown, { key, value }: Taint): boolean {
  const effect = at(toleration, "effect");
  if (effect !== undefined && effect !== "" && effect !== "NoSchedule") return false;
  const [its, operator] = [at(toleration, "key"), at(toleration, "operator") ?? "Equal"];
  if (operator === "Exists") return its === undefined || its === "" || its === key;
  return its === key && (at(toleration, "value") ?? "") === value;
}
