import { type Tolerations } from "../../settings/placement";
import { type Toleration } from "./chart-values";

/** Tolerations as Kubernetes writes them. */
export function tolerated(tolerations: Tolerations): Toleration[] {
  return tolerations.map(({ key, value, effect }) => ({
    key,
    ...(value === undefined ? { operator: "Exists" as const } : { operator: "Equal" as const, value }),
    ...(effect && { effect }),
  }));
}
