import { setCommand } from "../../../settings/problems";
import { CannotLook } from "../cannot-look";
import { type CleanUp } from "../clean-up";
import { type Cluster } from "../cluster";
import { type Hub } from "../reading";
import { Prometheus } from "./prometheus";

/** Who knows the hub's numbers. @throws CannotLook if nothing watches the hub */
export function numbersOf({ facts }: Pick<Hub, "facts">, cluster: Cluster, cleanUp: CleanUp): Promise<Prometheus> {
  if (facts.monitoring === undefined) {
    throw new CannotLook(
      `Nothing watches this hub, so there are no numbers. ${setCommand("binderhub:monitoring", { type: "inCluster" })} && pulumi up`,
    );
  }
  if (facts.monitoring === "azure") {
    throw new CannotLook(
      "Azure keeps this hub's numbers: in its portal, open the cluster, then Alerts, or Dashboards with Grafana (docs/monitoring.md).",
    );
  }
  return Prometheus.of(cluster, cleanUp);
}
