import fc from "fast-check";
import { type Group, groups, type Line, type Report } from "../../../operate/hub/check/report";

type Row = readonly [group: Group, id: string, title: string, tried: string, saw: string, seconds: number];

const rows: readonly Row[] = [
  [
    "address",
    "name",
    "The name leads to the hub's address",
    "public resolvers 1.1.1.1 and 8.8.8.8: hub.example.org",
    "20.101.4.17 from both",
    0.08,
  ],
  [
    "address",
    "cluster-name",
    "The cluster's own resolver agrees",
    "getent hosts hub.example.org in the pod binder-7d9c",
    "20.101.4.17",
    0.6,
  ],
  ["address", "balancer", "The load balancer answers", "TCP to 20.101.4.17, ports 80 and 443", "both are open", 0.05],
  [
    "address",
    "plain",
    "Plain HTTP leads to HTTPS",
    "GET http://hub.example.org/",
    "308 to https://hub.example.org/",
    0.09,
  ],
  [
    "address",
    "hub-name",
    "The hub's page answers under its own path",
    "GET https://hub.example.org/hub/api/",
    "200, JupyterHub 5.3.0",
    0.12,
  ],
  [
    "tls",
    "tls-chain",
    "The certificate is valid and from a known issuer",
    "TLS to hub.example.org:443",
    "Let's Encrypt R11, ISRG Root X1",
    0.11,
  ],
  ["tls", "tls-host", "The certificate is for this host", "names in the certificate", "hub.example.org", 0.01],
  [
    "tls",
    "tls-days",
    "The certificate lasts for 21 days or more",
    "the end of the certificate",
    "67 days, until 15 December 2026",
    0.01,
  ],
  [
    "tls",
    "tls-renewal",
    "The renewal is not overdue",
    "age of acme.json in the pod autohttps",
    "renewed 23 days ago",
    0.7,
  ],
  [
    "hub",
    "health",
    "/health says that all parts work",
    "GET https://hub.example.org/health",
    "ok: Docker registry, JupyterHub API, Pod quota",
    0.31,
  ],
  [
    "hub",
    "versions",
    "/versions names the version of the stack",
    "GET https://hub.example.org/versions",
    "binderhub 1.0.0-0.dev.git.3703.hb9fad995",
    0.09,
  ],
  [
    "hub",
    "quota",
    "The number of servers is below the quota",
    "pod quota in /health",
    "14 of 200 servers, 2 builds",
    0.31,
  ],
  [
    "hub",
    "config",
    "The page shows the sources of the settings",
    "GET https://hub.example.org/_config",
    "gh, gl, zenodo",
    0.1,
  ],
  [
    "login",
    "oauth",
    "The login provider knows the OAuth app",
    "GET https://github.com/login/oauth/authorize?client_id=Iv1.8a61",
    "302 to the login page; the callback is accepted",
    0.44,
  ],
  [
    "login",
    "oauth-wrong",
    "The login provider refuses a callback elsewhere",
    "the same with https://example.net/",
    "redirect_uri mismatch, as it should",
    0.4,
  ],
  [
    "login",
    "registry",
    "The registry takes the hub's password",
    "GET https://hubexample.azurecr.io/v2/ with the secret binder-build-docker-config",
    "200",
    0.38,
  ],
  [
    "login",
    "token",
    "The GitHub token has no scopes",
    "X-OAuth-Scopes of https://api.github.com/rate_limit",
    "none",
    0.2,
  ],
  [
    "login",
    "rate",
    "GitHub's API lets the hub look up repositories",
    "https://api.github.com/rate_limit",
    "4,812 of 5,000 left, full again in 41 min",
    0.2,
  ],
  ["login", "ages", "No secret is older than a year", "creation of 5 secrets", "the oldest is 112 days old", 0.06],
  [
    "cluster",
    "parts",
    "All parts run",
    "pods of the release binderhub",
    "hub, proxy, binder, user-scheduler (2), image-cleaner (3), dind (3)",
    0.15,
  ],
  ["cluster", "restarts", "No part restarted in the last hour", "restarts of 14 containers", "none", 0.01],
  ["cluster", "events", "No warnings in the last hour", "events of the namespace binderhub", "none", 0.1],
  [
    "cluster",
    "volumes",
    "Volumes are bound and not full",
    "claims and kubelet's figures",
    "hub-db-dir 1.0 GiB, 4 % full",
    0.5,
  ],
  ["cluster", "nodes", "Nodes are ready and take pods", "3 nodes", "3 ready, none cordoned", 0.08],
  ["cluster", "disks", "The disks of nodes have room", "figures of 3 kubelets", "61 %, 48 %, 52 % full", 0.9],
  [
    "cluster",
    "cleaner",
    "The image cleaner leaves nodes open",
    "logs of 3 image-cleaner pods",
    "last cleaned 6 h ago; no node is held",
    0.4,
  ],
  ["cluster", "pending", "No pod waits for a node", "pods that are Pending", "none", 0.05],
  ["cluster", "room", "The cores' quota has room for one more node", "az vm list-usage", "40 of 100 cores", 1.9],
  [
    "cluster",
    "image",
    "The nodes' image is younger than 60 days",
    "AKSUbuntu-2204gen2containerd-202609.22.0",
    "17 days",
    0.01,
  ],
  [
    "cluster",
    "kubernetes",
    "Kubernetes is supported for 60 days or more",
    "1.34.2",
    "until 30 November 2026, as Azure's calendar says",
    0.01,
  ],
  [
    "launch",
    "build",
    "A repository that was never built is built and pushed",
    "gh/binderhub-ci-repos/cached-minimal-dockerfile at a new ref",
    "pushed hubexample.azurecr.io/r2d-6a1f:0f3c2b in 48 s",
    62.4,
  ],
  ["launch", "again", "The same again starts without a build", "the same ref", "ready after 9.4 s, no build", 9.4],
  ["launch", "server", "The server answers", "GET https://hub.example.org/user/check-3k2/api/status", "200", 0.3],
  [
    "launch",
    "kernel",
    "A kernel starts and computes 1+1",
    "1+1 over the websocket",
    "2, after 1.3 s; round trip 38 ms",
    1.3,
  ],
  [
    "launch",
    "stays",
    "A file on the person's volume is there after a restart",
    "write, stop, start, read",
    "the same 16 bytes",
    31.8,
  ],
  ["launch", "gone", "Nothing is left behind", "pods and users named check-", "none", 2.1],
  ["walls", "policies", "What enforces policies runs", "pods of Cilium in kube-system", "3 of 3", 0.1],
  [
    "walls",
    "metadata",
    "A server cannot reach the metadata address",
    "169.254.169.254:80 from the kernel",
    "no answer in 3 s",
    3,
  ],
  [
    "walls",
    "api",
    "A server cannot reach the API server",
    "kubernetes.default:443 from the kernel",
    "no answer in 3 s",
    3,
  ],
  ["walls", "kubelet", "A server cannot reach a kubelet", "10.224.0.4:10250 from the kernel", "no answer in 3 s", 3],
  [
    "walls",
    "database",
    "A server cannot reach the hub's database",
    "hub:8081 from the kernel",
    "403, without the token",
    0.1,
  ],
  [
    "walls",
    "others",
    "A server cannot reach other people's servers",
    "10.244.1.37:8888 from the kernel",
    "no answer in 3 s",
    3,
  ],
  ["walls", "public", "A server reaches public HTTPS", "https://pypi.org/ from the kernel", "200", 0.3],
  [
    "walls",
    "build-api",
    "A build step cannot reach the API server",
    "kubernetes.default:443 in a RUN step",
    "no answer in 3 s",
    3,
  ],
  [
    "walls",
    "build-metadata",
    "A build step cannot reach the metadata address",
    "169.254.169.254:80 in a RUN step",
    "no answer in 3 s",
    3,
  ],
];

/** A hub that is well: 45 lines in 7 groups. */
export const allWell: Report = {
  hub: "https://hub.example.org/",
  stack: "prod",
  began: "2026-10-09T14:05:31.000Z",
  seconds: 193.4,
  kind: "full",
  lines: rows.map(([group, id, title, tried, saw, seconds]) => ({
    group,
    id,
    title,
    tried,
    saw,
    seconds,
    state: "well",
  })),
  phases: [
    { phase: "waiting", after: 0.4 },
    { phase: "fetching", after: 1.9 },
    { phase: "building", after: 5.2 },
    { phase: "pushing", after: 38.6 },
    { phase: "built", after: 48.1 },
    { phase: "launching", after: 48.3 },
    { phase: "ready", after: 62.4 },
  ],
};

/** The same report with other words in some lines. */
export function withLines(report: Report, changes: Readonly<Record<string, Partial<Line>>>): Report {
  return { ...report, lines: report.lines.map((line) => ({ ...line, ...changes[line.id] })) };
}

/** 3 faults, 2 warnings, and what could not be looked at because of them. */
export const troubled: Report = {
  ...withLines(allWell, {
    "tls-days": {
      state: "warning",
      saw: "12 days, until 21 October 2026",
      mend: "The hub renews it 30 days before its end. Look why it did not:\nkubectl --namespace binderhub logs deployment/autohttps --container traefik\nkubectl --namespace binderhub rollout restart deployment/autohttps",
    },
    registry: {
      state: "wrong",
      saw: "401 Unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.",
      mend: "pulumi config set --secret binderhub:registryPassword --stack prod && pulumi up --stack prod",
    },
    token: {
      state: "warning",
      saw: "repo, read:org: whoever gets the token can read private repositories",
      mend: "Make a token without scopes at https://github.com/settings/tokens, then:\npulumi config set --secret binderhub:githubApiToken --stack prod",
    },
    build: {
      state: "wrong",
      saw: "Error during push: received unexpected HTTP status: 401 Unauthorized\nStep 14/14 : LABEL repo2docker.version=2024.07.0\nSuccessfully built 0f3c2b9a77de",
      mend: "Mend the registry's password first, see above.",
    },
    again: { state: "skipped", saw: "nothing was built", seconds: 0 },
    server: { state: "skipped", saw: "nothing was launched", seconds: 0 },
    kernel: { state: "skipped", saw: "nothing was launched", seconds: 0 },
    stays: { state: "skipped", saw: "the hub has no storage for people", seconds: 0 },
    metadata: {
      state: "wrong",
      saw: "it answered after 0.02 s: 400 Bad Request, Required metadata header not specified",
      mend: "The network policies are not enforced. Make them anew:\npulumi refresh --stack prod\npulumi up --stack prod",
    },
  }),
  phases: allWell.phases.slice(0, 4).concat({ phase: "failed", after: 44.1 }),
};

const markupText = `</dd></dl></article><script>alert("1")</script><style>*{display:none}</style><img src="https://evil.example/a.png" onerror='alert(2)'>&amp;`;
const longLog = Array.from(
  { length: 300 },
  (_, line) => `#${line} RUN <b>pip install</b> package-${line} ${"=".repeat(line)}`,
);

/** Texts that try to break the page: HTML, very long words, 300 lines, control characters. */
export const hostile: Report = {
  ...withLines(troubled, {
    name: { title: markupText, tried: markupText, saw: markupText },
    "tls-days": {
      title: "W".repeat(300),
      saw: "x".repeat(3000),
      tried: "y".repeat(500),
      mend: `${"Z".repeat(400)}\npulumi ${"z".repeat(400)}`,
    },
    registry: { saw: longLog.join("\n"), mend: `${markupText}\npulumi config set a '${markupText}'` },
    build: { saw: "\u001b[31mred\u001b[0m \u202eturned\u0000 \u0007 bell" },
    metadata: { title: markupText, saw: "", tried: "\n\n\n" },
  }),
  hub: `https://hub.example.org/"><script>alert(3)</script>`,
  stack: `prod"><script>alert(4)</script>`,
  phases: [
    { phase: markupText, after: 0 },
    { phase: "w".repeat(200), after: 3 },
    { phase: "ready", after: 3 },
  ],
};

const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(markupText, "W".repeat(300), longLog.join("\n"), "a &amp; b", "<b", '">', "Mend it.\npulumi up"),
);

/** A line that says anything, without control characters. */
export const anyLine: fc.Arbitrary<Line> = fc.record(
  {
    id: anyText,
    group: fc.constantFrom(...(Object.keys(groups) as Group[])),
    title: anyText,
    tried: anyText,
    state: fc.constantFrom("well", "warning", "wrong", "skipped"),
    saw: anyText,
    mend: anyText,
    seconds: fc.double({ min: 0, max: 1000, noNaN: true }),
  },
  { requiredKeys: ["id", "group", "title", "tried", "state", "saw", "seconds"] },
);
