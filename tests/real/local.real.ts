/** @jest-environment ./tests/engine/environment.ts */
import { oldestChart } from "../../rehearse/chart-archives";
import { prove } from "./prove";

describe("the local stack", () =>
  prove({ stack: "local", chart: oldestChart(), nodes: [{ pool: "kind", count: 1, labels: {}, taints: [] }] }, [
    { what: "the exposure, to ports of the nodes", set: { "exposure.type": "nodePort" } },
    { what: "checks on a schedule", set: { "operate.checkEvery": "6h" } },
    { what: "the limits", set: { "limits.totalQuota": "3", "limits.buildMemory": "1Gi" } },
    {
      what: "the namespace",
      set: {
        namespace: "workshop",
        "mayDelete[0]": "namespace/binderhub",
        "mayDelete[1]": "namespace/binderhub-registry",
      },
    },
  ]));
