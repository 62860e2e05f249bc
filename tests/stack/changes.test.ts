import { changeRules } from "../../stack/standing";
import { liveRules } from "../../components/cluster/changes";
import { type Live } from "../../standing/live";
import { type Recorded } from "../../standing/recorded";
import { mended } from "./mending";
import { check, edited, type Edits, existingStack, goodStack, settingsOf, type StackConfig } from "./stack";

const groupId = "11111111-2222-3333-4444-555555555555";

type Outputs = Readonly<Record<string, unknown>>;

const cluster = {
  name: "hubcluster",
  location: "westeurope",
  dnsPrefix: "hubcluster",
  nodeResourceGroup: "MC_testhub_hubcluster_westeurope",
  networkProfile: { networkPolicy: "cilium" },
  agentPoolProfiles: [{ name: "system", vmSize: "Standard_D2s_v5", currentOrchestratorVersion: "1.34.2" }],
  currentKubernetesVersion: "1.34.2",
};

/** The state of the workshop's hub, as far as the rules look at it. */
const azureState: Readonly<Record<string, readonly [type: string, outputs: Outputs]>> = {
  cluster: ["binderhub:azure:AksCluster", {}],
  "cluster-group": ["azure-native:resources:ResourceGroup", { name: "testhub" }],
  "cluster-aks": ["azure-native:containerservice:ManagedCluster", cluster],
  "cluster-kubernetes": ["pulumi:providers:kubernetes", { clusterIdentifier: "/subscriptions/sub-1/resourceGroups/x" }],
  "proxy-public-ip": [
    "azure-native:network:PublicIPAddress",
    { name: "binderhub-proxy-public", ipAddress: "20.1.2.3" },
  ],
  "binder-ip": ["azure-native:network:PublicIPAddress", { name: "binderhub-binder", ipAddress: "20.1.2.4" }],
  "binderhub-namespace": ["kubernetes:core/v1:Namespace", { metadata: { name: "binderhub" } }],
};

const existingState: typeof azureState = {
  cluster: ["binderhub:existing:ExistingCluster", {}],
  "cluster-kubernetes": ["pulumi:providers:kubernetes", { clusterIdentifier: "kind-binder" }],
  "binderhub-namespace": ["kubernetes:core/v1:Namespace", { metadata: { name: "binderhub" } }],
  "registry-in-cluster-namespace": ["kubernetes:core/v1:Namespace", { metadata: { name: "binderhub-registry" } }],
  "registry-in-cluster-volume": ["kubernetes:core/v1:PersistentVolumeClaim", { metadata: { name: "registry-20gi" } }],
};

/** Page, hub and registry on these node ports. */
const onPorts = (binder: number, hub: number, registry?: number): typeof azureState => ({
  ...existingState,
  "binderhub-release": [
    "kubernetes:helm.sh/v3:Release",
    {
      values: {
        service: { nodePort: binder },
        jupyterhub: { proxy: { service: { nodePorts: { http: hub } } } },
      },
    },
  ],
  ...(registry !== undefined && {
    "registry-in-cluster-service": [
      "kubernetes:core/v1:Service",
      { spec: { ports: [{ nodePort: registry }] } },
    ] as const,
  }),
});

const ports = (binderPort: number, hubPort: number): Edits => ({
  exposure: { type: "nodePort", binderPort, hubPort },
  "existing.host": "hub.example.org",
});

const recordedOf = (state: typeof azureState): Recorded =>
  new Map(Object.entries(state).map(([name, [type, outputs]]) => [name, { type, outputs }]));

const live: Live = new Map([["cluster-aks", cluster]]);

/** Azure as the state has it. */
const liveOf = (state: typeof azureState): Live =>
  new Map(Object.entries(state).map(([name, [, outputs]]) => [name, outputs]));

interface Case {
  readonly edits: Edits;
  readonly stack?: StackConfig;
  readonly state?: typeof azureState;
  readonly live?: Live;
  readonly subscription?: string;
  readonly secrets?: readonly string[];
}

const stackOf = ({ edits, stack = goodStack }: Case) => edited(edits, stack);

function problemsOf(one: Case, stack: StackConfig = stackOf(one)) {
  const [settings, recorded] = [settingsOf(stack, one.secrets), recordedOf(one.state ?? azureState)];
  return [
    ...changeRules(settings, { recorded, subscription: one.subscription }),
    ...liveRules(settings, recorded, one.live ?? (one.state === undefined ? live : liveOf(one.state))),
  ];
}

const withAcr = (name: string): typeof azureState => ({
  ...azureState,
  "registry-acr": ["azure-native:containerregistry:Registry", { name }],
});

test("nothing is refused of a stack that is as it was, nor of one that is new", () => {
  expect(problemsOf({ edits: {} })).toEqual([]);
  expect(problemsOf({ edits: { "azure.clusterName": "other" }, state: {}, live: new Map() })).toEqual([]);
  expect(problemsOf({ edits: {}, stack: existingStack, state: existingState })).toEqual([]);
});

/** The same hub, whose state tells what Azure was asked for. Azure answers in another case. */
const askedState: typeof azureState = {
  ...withAcr("MyGroup"),
  cluster: [
    "binderhub:azure:AksCluster",
    {
      asked: {
        "cluster-group": { resourceGroupName: "testhub" },
        "cluster-aks": { resourceName: "hubcluster", agentPoolProfiles: [{ vmSize: "Standard_D2s_v5" }] },
      },
    },
  ],
  "cluster-group": ["azure-native:resources:ResourceGroup", { name: "TESTHUB" }],
  registry: ["binderhub:registry:ContainerRegistry", { asked: { "registry-acr": { registryName: "mygroup" } } }],
};
const ownRegistry = (name: string): Edits => ({
  ...{ registry: { type: "azure", name, prefix: "binder" }, registryPassword: undefined },
});

test("names that Azure answers in another case are those that it was asked for", () => {
  expect(problemsOf({ edits: ownRegistry("mygroup"), state: askedState, secrets: [] })).toEqual([]);
});

const aadProfile = { managed: true, enableAzureRBAC: false, adminGroupObjectIDs: [groupId] };

/** The same hub, whose people log in to the cluster with Entra ID. */
const entraState: typeof azureState = {
  ...azureState,
  cluster: ["binderhub:azure:AksCluster", { asked: { "cluster-group": {}, "cluster-aks": { aadProfile } } }],
  "cluster-aks": [
    "azure-native:containerservice:ManagedCluster",
    { ...cluster, aadProfile, disableLocalAccounts: true },
  ],
};

test("login with Entra ID may begin, and change its groups and roles", () => {
  expect(problemsOf({ edits: { "azure.entraAccess": { adminGroups: [groupId] } } })).toEqual([]);
  expect(problemsOf({ edits: { "azure.entraAccess": { azureRbac: true } }, state: entraState })).toEqual([]);
});

// Others may have added it, and the program leaves that alone.
test("login with Entra ID that the settings never asked for is not missed", () => {
  expect(problemsOf({ edits: {}, live: new Map([["cluster-aks", { ...cluster, aadProfile }]]) })).toEqual([]);
});

const refused: readonly (readonly [what: string, key: string, rule: RegExp, one: Case])[] = [
  ...(["resourceGroup", "clusterName", "vmSize"] as const).map((name) => {
    const value = { resourceGroup: "TestHub", clusterName: "HubCluster", vmSize: "Standard_D2S_v5" }[name];
    const edits = { ...ownRegistry("mygroup"), [`azure.${name}`]: value };
    return [
      ...([`another case of ${name}`, `azure.${name}`, /cannot change from .*Azure would make a new cluster/] as const),
      { edits, state: askedState, secrets: [] },
    ] as const;
  }),
  [
    "another case of the registry's name",
    "registry.name",
    /would delete registry\/MyGroup/,
    { edits: ownRegistry("myGroup"), state: askedState, secrets: [] },
  ],
  [
    "another cluster name",
    "azure.clusterName",
    /would make a new cluster.*'pulumi destroy', then 'pulumi up'/,
    { edits: { "azure.clusterName": "other" } },
  ],
  [
    "another resource group",
    "azure.resourceGroup",
    /would make a new cluster/,
    { edits: { "azure.resourceGroup": "other" } },
  ],
  [
    "another region",
    "azure-native:location",
    /would make a new cluster/,
    { edits: { "azure-native:location": "northeurope" } },
  ],
  [
    "login with Entra ID given up",
    "azure.entraAccess",
    /cannot be left out any more: AKS does not take login with Entra ID from a cluster again/,
    { edits: {}, state: entraState, live },
  ],
  [
    "local accounts that a policy closed",
    "azure.entraAccess",
    /is missing: somebody, or a policy, closed the cluster's local accounts/,
    { edits: {}, live: new Map([["cluster-aks", { ...cluster, aadProfile, disableLocalAccounts: true }]]) },
  ],
  [
    "local accounts closed, and nobody let in",
    "azure.entraAccess",
    /is missing: somebody, or a policy/,
    { edits: {}, live: new Map([["cluster-aks", { ...cluster, disableLocalAccounts: true }]]) },
  ],
  ["another DNS prefix", "azure.dnsPrefix", /would make a new cluster/, { edits: { "azure.dnsPrefix": "other" } }],
  [
    "another node resource group",
    "azure.nodeResourceGroup",
    /would make a new cluster/,
    { edits: { "azure.nodeResourceGroup": "other" } },
  ],
  [
    "another engine of network policies",
    "azure.networkPolicy",
    /would make a new cluster/,
    { edits: { "azure.networkPolicy": "calico" } },
  ],
  [
    "another VM size of the system pool",
    "azure.vmSize",
    /would make a new cluster/,
    { edits: { "azure.vmSize": "Standard_D4s_v5" } },
  ],
  [
    "another cluster name of a protected stack",
    "azure.clusterName",
    /'pulumi state unprotect --all', 'pulumi destroy', then 'pulumi up'/,
    { edits: { "azure.clusterName": "other", protect: "true" } },
  ],
  [
    "another platform",
    "platform",
    /another cluster/,
    {
      edits: { platform: "existing", "existing.context": "kind-binder", exposure: { type: "clusterIP" } },
      state: { ...azureState, "proxy-public-ip": ["x", {}], "binder-ip": ["x", {}] },
    },
  ],
  [
    "another subscription",
    "azure-native:subscriptionId",
    /in the subscription sub-1/,
    { edits: { "azure-native:subscriptionId": "sub-2" }, subscription: "sub-2" },
  ],
  [
    "another context",
    "existing.context",
    /another cluster/,
    { edits: { "existing.context": "production" }, stack: existingStack, state: existingState },
  ],
  [
    "a lower Kubernetes version",
    "azure.kubernetesVersion",
    /never goes back/,
    { edits: { "azure.kubernetesVersion": "1.33" } },
  ],
  ["another namespace", "namespace", /would delete namespace\/binderhub/, { edits: { namespace: "other" } }],
  [
    "a hub that is held back",
    "exposure.hold",
    /would delete namespace\/binderhub/,
    {
      edits: { exposure: { type: "singleHost", host: "hub.example.org", hold: true } },
      state: { ...azureState, "proxy-public-ip": ["x", {}] },
    },
  ],
  [
    "another exposure",
    "exposure.type",
    /would delete address\/binderhub-proxy-public \(20\.1\.2\.3/,
    { edits: { exposure: { type: "singleHost" } } },
  ],
  ["another registry", "registry.type", /would delete registry\/old/, { edits: {}, state: withAcr("old") }],
  [
    "another name of the stack's own registry",
    "registry.name",
    /would delete registry\/oldregistry/,
    {
      edits: { registry: { type: "azure", name: "newregistry", prefix: "binder" }, registryPassword: undefined },
      state: withAcr("oldregistry"),
      secrets: [],
    },
  ],
  [
    "a registry out of the cluster",
    "registry.type",
    /would delete namespace\/binderhub-registry/,
    {
      edits: { registry: { type: "dockerHub", username: "jdoe", prefix: "binder" }, registryPassword: "canary" },
      stack: existingStack,
      state: existingState,
    },
  ],
  [
    "another size of the volume of the registry in the cluster",
    "registry.size",
    /would delete volume\/registry-20gi/,
    { edits: { "registry.size": "10Gi" }, stack: existingStack, state: existingState },
  ],
  [
    "the page's node port for the hub",
    "exposure.hubPort",
    /still in use by the Binder page/,
    { edits: ports(30_903, 30_901), stack: existingStack, state: onPorts(30_901, 30_902) },
  ],
  [
    "the hub's node port for the page",
    "exposure.binderPort",
    /still in use by the hub/,
    { edits: ports(30_902, 30_903), stack: existingStack, state: onPorts(30_901, 30_902) },
  ],
  [
    "the registry's node port for the hub",
    "exposure.hubPort",
    /still in use by the registry/,
    {
      edits: { ...ports(30_901, 30_600), "registry.nodePort": 30_700 },
      stack: existingStack,
      state: onPorts(30_901, 30_902, 30_600),
    },
  ],
  [
    "the page's node port for the registry",
    "registry.nodePort",
    /still in use by the Binder page/,
    {
      edits: { ...ports(30_903, 30_902), "registry.nodePort": 30_901 },
      stack: existingStack,
      state: onPorts(30_901, 30_902, 30_600),
    },
  ],
];

describe.each(refused)("%s", (_what, key, rule, one) => {
  const fullKey = key.includes(":") ? key : `binderhub:${key}`;

  test("is refused, with the reason", () => {
    expect(problemsOf(one)).toEqual([
      expect.objectContaining({ key: fullKey, rule: expect.stringMatching(rule) as string }),
    ]);
  });

  test("is mended by the command that is printed, which the settings accept", () => {
    const [problem] = problemsOf(one);
    if (problem?.mend === undefined) throw new Error("no mend");
    const { stack } = mended(problem.mend, { stack: stackOf(one), secretKeys: [] });
    expect(check(stack, one.secrets).problems).toEqual([]);
    expect(problemsOf({ ...one, subscription: one.subscription && "sub-1" }, stack)).toEqual([]);
  });
});

test("what is protected cannot be given up by name", () => {
  const one = { edits: { namespace: "other", protect: "true", mayDelete: ["namespace/binderhub"] } };
  expect(problemsOf(one)).toEqual([
    expect.objectContaining({ rule: expect.stringContaining("protect is true") as string }),
  ]);
});

describe("a pool of a protected stack", () => {
  const users = { role: "user", vmSize: "Standard_D4s_v5", zones: ["1", "2"] };
  const outputs = {
    name: "users",
    vmSize: "Standard_D4s_v5",
    scaleSetPriority: "Regular",
    availabilityZones: ["2", "1"],
  };
  const state = {
    ...azureState,
    "pool-users-pool": ["azure-native:containerservice:AgentPool", outputs] as const,
  };
  const rulesFor = (pools: object) => problemsOf({ edits: { protect: "true", "azure.pools": pools }, state });

  test("may have another range", () => expect(rulesFor({ users: { ...users, max: 9 } })).toEqual([]));

  test.each([
    ["be taken away", {}],
    ["have another VM size", { users: { ...users, vmSize: "Standard_D8s_v5" } }],
    ["have other zones", { users: { ...users, zones: ["1"] } }],
    ["become one of spot nodes", { users: { ...users, spot: true }, steady: { ...users, min: 0 } }],
  ])("cannot %s", (_what, pools) => {
    expect(rulesFor(pools)).toEqual([
      expect.objectContaining({
        key: "binderhub:azure.pools.users",
        rule: expect.stringContaining("protect") as string,
      }),
    ]);
  });

  test("may be taken away where nothing is protected", () => {
    expect(problemsOf({ edits: { "azure.pools": {} }, state })).toEqual([]);
  });
});

describe("the pool of an event in a protected stack", () => {
  const event = {
    ...{ name: "pyintro", repository: "https://github.com/mygroup/workshop", people: 40, vmSize: "Standard_D4s_v5" },
    ...{ start: "2027-03-04 10:00", end: "12:00", timeZone: "Europe/Berlin" },
  };
  const outputs = { name: "pyintro", vmSize: "Standard_D4s_v5" };
  const state = {
    ...azureState,
    "event-pyintro-pool": ["azure-native:containerservice:AgentPool", outputs] as const,
  };
  const problemsFor = (edits: object) => problemsOf({ edits: { protect: "true", ...edits }, state });

  test("may have another date and another number of people", () => {
    expect(problemsFor({ events: [{ ...event, start: "2027-03-11 10:00", people: 20 }] })).toEqual([]);
  });

  test.each([
    ["be taken away", "binderhub:events", {}],
    ["have another VM size", "binderhub:events[0].vmSize", { events: [{ ...event, vmSize: "Standard_D8s_v5" }] }],
  ])("cannot %s", (_what, key, edits) => {
    const rule = expect.stringContaining("After its time it has no nodes, and costs nothing") as string;
    expect(problemsFor(edits)).toEqual([expect.objectContaining({ key, rule })]);
  });

  test("may be taken away where nothing is protected", () => {
    expect(problemsOf({ edits: {}, state })).toEqual([]);
  });
});

test("a cluster that somebody deleted is told, with the command that tells Pulumi", () => {
  expect(problemsOf({ edits: {}, live: new Map() })).toEqual([
    expect.objectContaining({
      key: "binderhub:azure.clusterName",
      mend: "PULUMI_K8S_DELETE_UNREACHABLE=true pulumi refresh",
    }),
  ]);
});

describe("a budget that somebody deleted", () => {
  const state = {
    ...azureState,
    "budget-month": ["azure-native:consumption:Budget", { name: "testhub-budget" }] as const,
  };
  const cost = { monthlyBudget: 9000, tell: ["ada@mygroup.org"] };

  test("is told, with the command that tells Pulumi", () => {
    expect(problemsOf({ edits: { cost }, state, live })).toEqual([
      expect.objectContaining({ key: "binderhub:cost.monthlyBudget", mend: "pulumi refresh" }),
    ]);
  });

  test("is no matter where the settings have none any more", () => {
    expect(problemsOf({ edits: {}, state, live })).toEqual([]);
  });

  test("is not one that is still there, or that is to be made", () => {
    expect(problemsOf({ edits: { cost }, state })).toEqual([]);
    expect(problemsOf({ edits: { cost } })).toEqual([]);
  });
});

test("a name that follows from the cluster's is not told beside it", () => {
  const keys = problemsOf({ edits: { "azure.clusterName": "other", "azure.resourceGroup": "another" } }).map(
    ({ key }) => key,
  );
  expect(keys).toEqual(["binderhub:azure.resourceGroup", "binderhub:azure.clusterName"]);
});

test("node ports that are swapped get a free port each", () => {
  const one = { edits: ports(30_902, 30_901), stack: existingStack, state: onPorts(30_901, 30_902) };
  expect(problemsOf(one).map(({ mend }) => mend)).toEqual([
    "pulumi config set --path binderhub:exposure.binderPort 30903",
    "pulumi config set --path binderhub:exposure.hubPort 30904",
  ]);
});

test("node ports may stay as they are, and become others that nothing has", () => {
  const state = onPorts(30_901, 30_902, 30_600);
  const kept = { ...ports(30_901, 30_902), "registry.nodePort": 30_600 };
  for (const edits of [kept, { ...kept, ...ports(30_905, 30_906) }])
    expect(problemsOf({ edits, stack: existingStack, state })).toEqual([]);
});
