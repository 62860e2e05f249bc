import { azure } from "../../sandbox/azure";
import { calls, durations } from "../../sandbox/durations";
import { kubernetes } from "../../sandbox/kubernetes";
import { schedule } from "../../sandbox/schedule";
import { resourcesIn } from "../../sandbox/state";
import { tasksOfDestroy, tasksOfUp } from "../../sandbox/timetable";

const types = {
  component: "binderhub:azure:AksCluster",
  group: "azure-native:resources:ResourceGroup",
  cluster: "azure-native:containerservice:ManagedCluster",
  address: "azure-native:network:PublicIPAddress",
  provider: "pulumi:providers:kubernetes",
  namespace: "kubernetes:core/v1:Namespace",
} as const;

type Name = keyof typeof types;
const urn = (name: Name) => `urn:pulumi:dev::binderhub::${types[name]}::${name}`;

/** A state: each name with what stands beside type and URN. */
const stateOf = (resources: Partial<Record<Name, object>>) =>
  resourcesIn({
    resources: Object.entries(resources).map(([name, more]) => ({
      urn: urn(name as Name),
      type: types[name as Name],
      custom: name !== "component",
      ...more,
    })),
  });

const state = stateOf({
  component: {},
  group: { parent: urn("component") },
  cluster: { dependencies: [urn("group")] },
  address: { dependencies: [urn("cluster")], deletedWith: urn("cluster") },
  provider: { propertyDependencies: { kubeconfig: [urn("cluster")] } },
  namespace: { provider: `${urn("provider")}::some-id` },
});

const timesOf = (tasks: Parameters<typeof schedule>[0]) =>
  Object.fromEntries(
    schedule(tasks).tasks.map(({ name, start, finish }) => [name.slice(name.lastIndexOf(":") + 1), [start, finish]]),
  );

describe("an up", () => {
  const created = new Map(state.map((resource): [string, string] => [resource.urn, "create"]));

  test("waits for parents, dependencies, providers, and the answers of functions", () => {
    expect(timesOf(tasksOfUp(state, created))).toEqual({
      component: [0, 0],
      group: [0, 1],
      cluster: [1, 275],
      address: [275, 279],
      listManagedClusterAdminCredentials: [275, 276],
      provider: [276, 276],
      namespace: [276, 277],
    });
  });

  test("takes time for what it changes only", () => {
    const updated = new Map([...created.keys()].map((key): [string, string] => [key, "same"]));
    updated.set(urn("cluster"), "update");
    expect(timesOf(tasksOfUp(state, updated))).toMatchObject({ group: [0, 0], cluster: [0, 180], address: [180, 180] });
  });
});

describe("a destroy", () => {
  test("goes in waves, each of which waits for all of the one before", () => {
    const independent = stateOf({ group: {}, cluster: {}, namespace: { dependencies: [urn("group")] } });
    expect(timesOf(tasksOfDestroy(independent))).toEqual({ namespace: [0, 10], group: [10, 59], cluster: [10, 316] });
  });

  test("takes no time for what goes with something else", () => {
    expect(timesOf(tasksOfDestroy(state))).toMatchObject({ address: [10, 10], cluster: [10, 316], group: [316, 365] });
  });

  test("asks no cloud to delete it, nor components and providers", () => {
    const asked = tasksOfDestroy(state).filter(({ reachesCloud }) => reachesCloud);
    expect(asked.map(({ label }) => label)).toEqual(["ResourceGroup", "ManagedCluster", "Namespace"]);
  });
});

describe("the table of durations", () => {
  const modelled = [azure, kubernetes].flatMap(({ resources }) => Object.keys(resources));

  test("has every type that the sandbox knows", () => expect(Object.keys(durations).sort()).toEqual(modelled.sort()));

  test.each(modelled.filter((type) => !type.endsWith("EndpointSlice")))(
    "says how long all is that is done to %s",
    (type) => {
      expect(Object.keys(durations[type] ?? {}).sort()).toEqual(["create", "delete", "update"]);
    },
  );

  // Those that read what is there already hold up nothing that is made.
  test("has every function that the sandbox knows, save those that only read", () => {
    const waitedFor = Object.keys(azure.functions ?? {}).filter((token) => !/:get[A-Z]/.test(token));
    expect(calls.map(({ token }) => token).sort()).toEqual(waitedFor.sort());
  });
});
