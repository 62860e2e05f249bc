import { type Clouds } from "../clouds";
import { tokens } from "./ids";

/**
 * Starts or stops a cluster. Its state stays; the pools of one that is stopped have no nodes that run.
 * @see https://learn.microsoft.com/azure/aks/start-stop-cluster
 */
export function power(clouds: Clouds, cluster: string, code: "Running" | "Stopped"): void {
  const pools = clouds.ofType(tokens.pool).filter(([id]) => id.startsWith(`${cluster}/`));
  for (const id of [cluster, ...pools.map(([pool]) => pool)]) clouds.edit(id, { powerState: { code } });
}
