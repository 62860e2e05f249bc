import { type Input } from "@pulumi/pulumi";
import { type ChartValues } from "../chart/chart-values";
import { readerName } from "./names";

/** The service that reads JupyterHub's numbers, and may do nothing else. @see https://jupyterhub.readthedocs.io/en/5.4.6/rbac/scopes.html */
export function readerValues(apiToken: Input<string>): ChartValues {
  return {
    jupyterhub: {
      hub: {
        loadRoles: { [readerName]: { services: [readerName], scopes: ["read:metrics"] } },
        services: { [readerName]: { apiToken } },
      },
    },
  };
}
