/** @jest-environment ./tests/engine/environment.ts */
import { corePoolLabels, poolShape } from "../../components/pools/values";
import { newestChart } from "../../rehearse/chart-archives";
import { prove } from "./prove";

const pool = (role: "user" | "build", count: number) => {
  const shape = { role, vmSize: "Standard_D8s_v5", min: 1, max: 10, spot: false, gpu: false };
  const { nodeLabels, nodeTaints } = poolShape(shape);
  return { pool: role, count, labels: nodeLabels, taints: nodeTaints };
};

describe("the prod stack", () =>
  prove(
    {
      stack: "prod",
      chart: newestChart(),
      nodes: [{ pool: "system", count: 2, labels: corePoolLabels, taints: [] }, pool("user", 2), pool("build", 1)],
    },
    [
      { what: "the token rotation", set: { tokenRotation: "2026-11" } },
      { what: "the GitHub token: first one", set: {}, secrets: { githubApiToken: "first-token-canary" } },
      { what: "the GitHub token: another one", set: {}, secrets: { githubApiToken: "other-token-canary" } },
      { what: "the size of a pool", set: { "azure.pools.users.max": "12" } },
      { what: "the placeholders", set: { "scheduling.placeholders": "1" } },
      {
        what: "the images that are there before anybody asks",
        set: { "scheduling.prePull[0]": "example.org/image:1" },
      },
      { what: "the protection", set: { protect: "false" } },
      { what: "the namespace", set: { namespace: "workshop", "mayDelete[0]": "namespace/binderhub" } },
    ],
  ));
