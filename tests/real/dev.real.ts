/** @jest-environment ./tests/engine/environment.ts */
import { corePoolLabels } from "../../components/pools/values";
import { oldestChart } from "../../rehearse/chart-archives";
import { prove } from "./prove";

describe("the dev stack", () =>
  prove(
    {
      stack: "dev",
      chart: oldestChart(),
      nodes: [{ pool: "system", count: 3, labels: corePoolLabels, taints: [] }],
    },
    [
      { what: "the token rotation", set: { tokenRotation: "2026-11" } },
      { what: "the limits", set: { "limits.totalQuota": "7", "limits.userMemory": "1G" } },
      { what: "the placeholders", set: { "scheduling.placeholders": "2" } },
      { what: "the About page", set: { "branding.about": "Run by us." } },
      {
        what: "the login",
        set: { "auth.type": "github", "auth.clientId": "client-id", "auth.allowedOrganizations[0]": "mygroup" },
        secrets: { authClientSecret: "client-secret" },
      },
      { what: "the users' volumes", set: { "storage.size": "2Gi" } },
      { what: "the builder", set: { builder: "pink" } },
      {
        what: "the exposure, from two addresses to one with HTTPS",
        set: {
          "exposure.type": "singleHost",
          "exposure.dnsLabel": "workshop",
          "exposure.https.email": "me@example.org",
          "mayDelete[0]": "address/binderhub-proxy-public",
        },
      },
    ],
  ));
