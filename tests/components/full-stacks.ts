import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edited, type Edits, existingStack, goodStack, kubeconfig, type StackConfig } from "../stack/stack";

const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A kubeconfig file with the context `kind-binder`. */
export const kubeconfigFile = join(folder, "config");
writeFileSync(kubeconfigFile, kubeconfig(["kind-binder"]));

/** A hub on AKS that makes all that there is to make in Azure, with every setting other than its default. */
export function azureStack(edits: Edits = {}): StackConfig {
  return edited(
    {
      "azure-native:location": "northeurope",
      azure: {
        resourceGroup: "group",
        clusterName: "aks",
        nodeResourceGroup: "nodes",
        dnsPrefix: "api",
        nodeCount: 4,
        vmSize: "Standard_D4s_v5",
        kubernetesVersion: "1.34",
        networkPolicy: "calico",
        apiServerRanges: ["203.0.113.7/32"],
        maintenance: { day: "Monday", start: "03:00", hours: 5, utcOffset: "+01:00" },
        tier: "Standard",
        upgradeChannel: "none",
        pools: { builds: { role: "build", vmSize: "Standard_D8s_v5", min: 2, max: 2 } },
      },
      tags: { owner: "ada" },
      namespace: "hub",
      exposure: { type: "loadBalancer", dnsLabel: "myhub", externalNames: { data: "data.example.org" } },
      registry: { type: "azure", name: "mygroup", pull: "role", prefix: "images" },
      registryPassword: undefined,
      githubApiToken: "github-token-canary",
      auth: { type: "github", clientId: "client-id", allowedOrganizations: ["mygroup"] },
      authClientSecret: "client-secret-canary",
      branding: {
        about: "us",
        logo: "https://example.org/logo.svg",
        pages: { repository: "https://example.org/p", tag: "v1" },
      },
      builder: "pink",
      chart: { version: "1.0.0-0.dev.git.1", repository: "https://example.org/charts", timeout: 333, historyLimit: 3 },
      storage: { size: "2Gi" },
      backup: {
        ...{ type: "azure", account: "mybackup", redundancy: "GRS", every: "12h", at: "03:07" },
        ...{ keep: { days: 7, weeks: 4, months: 12 }, image: "docker.io/restic/restic:0.18.0" },
      },
      limits: { totalQuota: 7 },
      builds: { reach: [{ range: "10.1.2.3", ports: [3128], servers: true }] },
      scheduling: { placeholders: 5 },
      tokenRotation: "again",
      extraValues: { replicas: 2, imageCleaner: { enabled: false } },
      ...edits,
    },
    goodStack,
  );
}

/** A hub with a registry of its own on a cluster that is there. */
export function localStack(edits: Edits = {}): StackConfig {
  return edited(
    {
      existing: { context: "kind-binder", kubeconfig: kubeconfigFile, nodeCount: 1 },
      namespace: "hub",
      registry: { type: "inCluster", size: "5Gi", nodePort: 30_500 },
      githubApiToken: "github-token-canary",
      ...edits,
    },
    existingStack,
  );
}
