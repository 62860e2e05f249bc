import { isRecord } from "../settings/untyped";
import { type Placed } from "./convert";

/** Keys whose value is the name of an object of the cluster. Without it, the pod does not start. */
const names = ["secretName", "priorityClassName", "serviceAccountName", "claimName", "existingSecret", "pvcName"];
const holders = ["configMap", "secret", "configMapRef", "secretRef", "configMapKeyRef", "secretKeyRef"];

/** Values among `extraValues` that name objects of the cluster, which the program does not make: with the names. */
export function references(placed: readonly Placed[]): (readonly [path: string, names: string])[] {
  return placed.flatMap(({ path, value, fate }) => {
    if (fate.kind !== "extraValues") return [];
    const found = [...new Set(namesIn(path.at(-1) ?? "", value))];
    return found.length === 0 ? [] : [[path.join("."), found.join(", ")] as const];
  });
}

function namesIn(key: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn("", item));
  if (isRecord(value)) {
    const own = holders.includes(key) && typeof value.name === "string" ? [value.name] : [];
    return [...own, ...Object.entries(value).flatMap(([inner, item]) => namesIn(inner, item))];
  }
  return names.includes(key) && typeof value === "string" && value !== "" ? [value] : [];
}
