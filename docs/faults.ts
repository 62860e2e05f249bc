import { type State } from "../operate/hub/check/report";

/** A fault of a hub, and what a check must make of it. */
export interface Fault {
  /** What is broken, in words. */
  readonly fault: string;
  /** The one line that must say so. */
  readonly line: string;
  /** @default wrong */
  readonly state?: Exclude<State, "well">;
  /** What must stand in the mend. */
  readonly mend: string;
}

/** Faults by name. What a check saw of them on a real cluster stands in `faults-recorded.json`, and of those that none has shown in `faults-told.ts`. */
export const faults = {
  // Name and address
  nameElsewhere: { fault: "the DNS record leads to another address", line: "name", mend: "Make the DNS record:" },
  nameUnknown: { fault: "there is no DNS record", line: "name", mend: "Make the DNS record:" },
  clusterDns: { fault: "the cluster's own DNS is down", line: "name-inside", mend: "deployment/coredns" },
  serviceAddress: {
    fault: "the load balancer lost its address",
    line: "service-address",
    mend: "describe service proxy-public",
  },
  balancerSilent: { fault: "a Service leads to no pod", line: "load-balancer", mend: "endpointslices" },
  pageElsewhere: {
    fault: "a new version of BinderHub does not start",
    line: "parts",
    mend: "logs deployment/binder",
  },
  routeLost: { fault: "the proxy has lost the way to BinderHub", line: "page", mend: "rollout restart deployment" },
  hubUrl: { fault: "BinderHub has another hub_url", line: "hub-url", mend: "helm rollback" },
  imagePrefix: { fault: "BinderHub has another image_prefix", line: "image-prefix", mend: "helm rollback" },
  // Certificate
  certificateEnded: { fault: "the certificate has ended", line: "tls-days", mend: "httpsKey" },
  certificateSoon: { fault: "the certificate ends in two weeks", line: "tls-days", state: "warning", mend: "httpsKey" },
  certificateOther: { fault: "the certificate is for another name", line: "tls-host", mend: "httpsKey" },
  certificateUnknown: {
    fault: "nobody knows the certificate's issuer",
    line: "tls-valid",
    mend: "NODE_EXTRA_CA_CERTS",
  },
  certificateStaging: {
    fault: "the certificate is from Let's Encrypt's staging server",
    line: "tls-valid",
    mend: "exposure.https.staging false",
  },
  certificateNone: { fault: "there is no certificate", line: "tls", mend: "deployment/autohttps" },
  renewalOverdue: {
    fault: "Let's Encrypt's certificate was not renewed in time",
    line: "tls-days",
    state: "warning",
    mend: "deployment/autohttps",
  },
  // The hub's own word
  hubDown: { fault: "JupyterHub hangs", line: "parts", mend: "deployment/hub" },
  quotaFull: { fault: "the hub's quota is used up", line: "quota", mend: "limits.totalQuota" },
  quotaZero: { fault: "the hub's quota is 0", line: "quota", mend: "limits.totalQuota 100" },
  closed: { fault: "the hub was closed and not opened again", line: "open", mend: "npm run hub -- resume" },
  clock: { fault: "a clock is wrong", line: "clock", mend: "timedatectl" },
  // Login and secrets
  staleToken: {
    fault: "the hub does not know the token in the stack's outputs",
    line: "check-service",
    mend: "pulumi up",
  },
  binderToken: {
    fault: "BinderHub has a token that the hub does not know",
    line: "hub-token",
    mend: "rollout restart",
  },
  pushPassword: {
    fault: "the registry's password is wrong",
    line: "registry",
    mend: "--secret binderhub:registryPassword",
  },
  registryDown: { fault: "the registry is down", line: "registry", mend: "Is the registry running" },
  registryReadOnly: { fault: "the login may not push", line: "registry", mend: "right to push" },
  githubToken: {
    fault: "GitHub does not know the token any more",
    line: "github",
    mend: "--secret binderhub:githubApiToken",
  },
  githubScopes: { fault: "the token for GitHub has scopes", line: "github", mend: "Make a token without scopes" },
  githubTokenEnds: {
    fault: "the token for GitHub ends in some days",
    line: "github",
    state: "warning",
    mend: "--secret binderhub:githubApiToken",
  },
  githubRate: { fault: "the requests to GitHub are used up", line: "github", mend: "Wait until" },
  githubClosed: { fault: "GitHub's API cannot be reached", line: "github", mend: "network.proxy" },
  oauthSecret: {
    fault: "the OAuth app's secret is wrong",
    line: "oauth-app",
    mend: "--secret binderhub:authClientSecret",
  },
  oauthDown: { fault: "the login provider cannot be reached", line: "oauth-app", mend: "network.proxy" },
  oauthCallback: { fault: "the hub has another callback", line: "login-page", mend: "helm rollback" },
  // Cluster
  proxyGone: { fault: "the proxy is scaled to 0", line: "parts", mend: "scale deployment/proxy --replicas=1" },
  binderGone: { fault: "BinderHub is scaled to 0", line: "parts", mend: "scale deployment/binder --replicas=1" },
  hubBroken: { fault: "the hub cannot start", line: "parts", mend: "logs deployment/hub" },
  daemonGone: { fault: "the build daemon runs on no node", line: "parts", mend: "node selector" },
  binderImage: { fault: "BinderHub's image cannot be fetched", line: "parts", mend: "describe deployment/binder" },
  hubKilled: { fault: "the hub was killed and started again", line: "restarts", state: "warning", mend: "--previous" },
  nodeCordoned: { fault: "the only node takes no new pods", line: "nodes", mend: "kubectl uncordon" },
  nodeDown: { fault: "a node is not ready", line: "nodes", mend: "kubectl describe node" },
  cleanerMad: {
    fault: "the image cleaner keeps a node closed",
    line: "image-cleaner",
    mend: "limits.imageCleanerHigh",
  },
  noRoom: { fault: "a person's server finds no node", line: "pending", mend: "limits.userMemoryGuarantee" },
  claimUnbound: { fault: "a claim gets no volume", line: "claims", mend: "storageclass" },
  databaseFull: { fault: "the volume of the hub's database is full", line: "volumes-full", mend: "db.pvc.storage" },
  backupNone: { fault: "no backup was made yet", line: "backup", state: "warning", mend: "npm run hub -- backup" },
  backupOld: { fault: "backups fail since days", line: "backup", mend: "binder-backup" },
  backupIncomplete: {
    fault: "a person's volume is missing in the last backup",
    line: "backup",
    state: "warning",
    mend: "npm run hub -- backup",
  },
  eventImage: {
    fault: "the image of a workshop is not built",
    line: "workshops",
    mend: "npm run hub -- event prepare pyintro",
  },
  eventNodes: { fault: "a workshop does not get its nodes", line: "workshops", mend: "az vm list-usage" },
  namespaceQuota: { fault: "a quota of the namespace is used up", line: "resource-quota", mend: "edit resourcequota" },
  halfDone: { fault: "an upgrade was killed half-way", line: "release", mend: "npm run recover" },
  kubernetesOld: {
    fault: "AKS does not support this Kubernetes any more",
    line: "kubernetes-support",
    mend: "azure.kubernetesVersion",
  },
  nodeImageOld: {
    fault: "nodes have an image of months ago",
    line: "node-image",
    state: "warning",
    mend: "--node-image-only",
  },
  coresUsedUp: {
    fault: "the subscription has no cores left for another node",
    line: "azure-quota",
    state: "warning",
    mend: "quickstart-increase-quota-portal",
  },
  nodeDiskFull: {
    fault: "a node's disk is nearly full",
    line: "node-disks",
    state: "warning",
    mend: "imageCleanerHigh",
  },
  // Build and launch
  builderImage: { fault: "the image that builds cannot be fetched", line: "build", mend: "binderhub:builds.image" },
  buildClosed: { fault: "builds cannot reach the repository", line: "build", mend: "get networkpolicies" },
  repositoryGone: { fault: "the repository to launch is not found", line: "build", mend: "operate.repository" },
  pullSecret: { fault: "nodes cannot fetch what was built", line: "build", mend: "image-pull-secret" },
  serverBroken: { fault: "people's servers do not start", line: "build", mend: "limits.userMemory" },
  // Walls
  noPolicies: { fault: "nothing enforces network policies", line: "walls-server", mend: "networkPolicy" },
  policyGone: { fault: "the policy of builds was deleted", line: "policies", mend: "pulumi up --refresh" },
  serverPolicyGone: { fault: "the policy of people's servers was deleted", line: "policies", mend: "helm rollback" },
  wallOpened: {
    fault: "another policy opens private addresses to servers",
    line: "walls-server",
    mend: "get networkpolicies",
  },
  buildOpened: {
    fault: "another policy opens private addresses to builds",
    line: "walls-build",
    mend: "binderhub-builds",
  },
  noWayOut: {
    fault: "servers cannot reach the internet",
    line: "walls-server",
    mend: "that closes the way out",
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** The name of a fault. */
export type FaultName = keyof typeof faults;
