import { type HubFacts } from "../components/operate/facts";
import { type FaultName } from "./faults";
import { type Seen } from "./faults-page";

const facts: HubFacts = {
  namespace: "binderhub",
  cluster: { platform: "azure", resourceGroup: "prodhub", name: "prodcluster", location: "westeurope", families: [] },
  binderUrl: "https://hub.example.org/services/binder/",
  hubUrl: "https://hub.example.org",
  addresses: { hub: "203.0.113.7" },
  exposure: "singleHost",
  https: { from: "letsEncrypt" },
  login: "github",
  registry: { type: "azure", prefix: "mygroupbinder.azurecr.io/binder/binder-" },
  builder: "dind",
};
const at = "2026-11-27T12:00:00Z";
const host = "hub.example.org";
const node = { name: "aks-users-0", ready: true, cordoned: false, pressures: [], version: "v1.36.2" };

const backedUp: HubFacts = {
  ...facts,
  backup: {
    ...{ repository: "azure:hub:/", every: "24h", keep: { days: 14, weeks: 8, months: 6 } },
    ...{ image: "docker.io/restic/restic:0.18.1", trusts: false },
  },
};

const withWorkshop: HubFacts = {
  ...facts,
  events: [
    {
      ...{
        name: "pyintro",
        title: "Python for beginners",
        repository: "https://github.com/mygroup/workshop",
        ref: "v1",
      },
      ...{ people: 80, places: 80, arriveWithin: 300, timeZone: "Europe/Berlin", holders: 8 },
      startInWords: "Thursday 4 March at 10:00 (Europe/Berlin)",
      times: {
        ...{ prepare: "2027-03-03T09:00:00Z", nodesUp: "2027-03-04T08:30:00Z", start: "2027-03-04T09:00:00Z" },
        ...{ arrived: "2027-03-04T09:05:00Z", end: "2027-03-04T11:00:00Z", gone: "2027-03-04T11:30:00Z" },
      },
      pool: { vmSize: "Standard_D4s_v5", nodes: 8, spare: 1, each: 10 },
    },
  ],
};

/** What is seen of it before its day. */
const beforehand = {
  holder: { replicas: 0, ready: 0, image: "" },
  people: { seats: 0, waiting: 0, launched: 0, failed: 0 },
  ...{ late: [], isRehearsed: false, link: "https://hub.example.org/services/binder/event/pyintro" },
};

/** What one would see of faults that no cluster has shown. Each says where that is from. */
export const told: Readonly<Partial<Record<FaultName, Seen>>> = {
  // https://letsencrypt.org/docs/staging-environment/ for the issuers' names.
  certificateStaging: {
    ...{ facts, at },
    seen: [
      {
        ...{ host, names: `DNS:${host}`, distrusted: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
        ...{
          from: "2026-11-01T00:00:00Z",
          to: "2027-01-30T00:00:00Z",
          issuer: "Let's Encrypt, (STAGING) Counterfeit Cashew R10",
        },
      },
    ],
  },
  // https://letsencrypt.org/docs/faq/ for the 90 days, and Traefik's documentation for the 30 days before.
  renewalOverdue: {
    ...{ facts, at },
    seen: [
      {
        ...{ host, names: `DNS:${host}`, issuer: "Let's Encrypt, R10" },
        ...{ from: "2026-09-10T00:00:00Z", to: "2026-12-09T00:00:00Z" },
      },
    ],
  },
  // Node's message for a server that ends a handshake. https://github.com/nodejs/node/blob/v24.0.0/lib/_tls_wrap.js `onConnectEnd`
  certificateNone: {
    ...{ facts, at },
    seen: [
      {
        ...{ host, names: "", issuer: "", from: "", to: "" },
        failure: "Client network socket disconnected before secure TLS connection was established",
      },
    ],
  },
  // https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
  kubernetesOld: { ...{ facts, at }, seen: ["v1.32.7"] },
  // https://learn.microsoft.com/azure/aks/node-image-upgrade for the image's name.
  nodeImageOld: { ...{ facts, at }, seen: [{ ...node, image: "AKSUbuntu-2204gen2containerd-202607.02.0" }] },
  // https://learn.microsoft.com/rest/api/compute/usage/list
  coresUsedUp: {
    ...{ facts, at },
    seen: [
      { name: "cores", used: 96, limit: 100 },
      { name: "standardDSv5Family", used: 40, limit: 100 },
    ],
  },
  // https://github.com/kubernetes/kubelet/blob/master/pkg/apis/stats/v1alpha1/types.go `NodeStats.Fs`
  nodeDiskFull: { ...{ facts, at }, seen: [{ node: "aks-users-0", used: 118 * 2 ** 30, size: 124 * 2 ** 30 }] },
  // operate/hub/backup/kept.ts: `undefined` is what a hub has whose first backup is still to come.
  backupNone: { facts: backedUp, at, seen: undefined },
  backupOld: {
    ...{ facts: backedUp, at },
    seen: {
      ...{ began: "2026-11-27T02:41:00Z", seconds: 62, copied: 3, bytes: 4096, lastGood: "2026-11-23T02:41:00Z" },
      wrong: [{ claim: "claim-ada", state: "failed", why: "its pod does not begin: 0/3 nodes are available" }],
    },
  },
  backupIncomplete: {
    ...{ facts: backedUp, at },
    seen: {
      ...{ began: "2026-11-27T02:41:00Z", seconds: 62, copied: 3, bytes: 4096, lastGood: "2026-11-26T02:41:00Z" },
      wrong: [{ claim: "claim-ada", state: "failed", why: "its pod does not begin: 0/3 nodes are available" }],
    },
  },
  // operate/hub/events/kept.ts. BinderHub's message for a ref that is not there: its repoproviders.py.
  eventImage: {
    facts: withWorkshop,
    at: "2027-03-03T11:00:00Z",
    seen: {
      pyintro: {
        ...beforehand,
        prepared: { at: "2027-03-03T10:55:00Z", failure: "Could not resolve ref for gh:mygroup/workshop/v1" },
      },
    },
  },
  // https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/scheduler/framework/types.go `FitError`
  eventNodes: {
    facts: withWorkshop,
    at: "2027-03-04T08:45:00Z",
    seen: {
      pyintro: {
        ...beforehand,
        prepared: {
          at: "2027-03-03T09:20:00Z",
          commit: "0a1b2c3",
          image: "mygroupbinder.azurecr.io/binder/binder-workshop:0a1b2c3",
        },
        holder: { replicas: 8, ready: 6, image: "mygroupbinder.azurecr.io/binder/binder-workshop:0a1b2c3" },
        late: [{ pod: "binder-event-pyintro-5d8f-x2x4q", why: "Unschedulable: 0/9 nodes are available" }],
      },
    },
  },
};
