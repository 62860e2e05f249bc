import { azure } from "../../sandbox/azure";
import { criticalPath, pathsTo, times } from "../../rehearse/critical-path";
import { kubernetes } from "../../sandbox/kubernetes";
import { resourcesIn } from "../../sandbox/state";

const types = {
  component: "binderhub:azure:AksCluster",
  group: "azure-native:resources:ResourceGroup",
  cluster: "azure-native:containerservice:ManagedCluster",
  address: "azure-native:network:PublicIPAddress",
  provider: "pulumi:providers:kubernetes",
  token: "random:index/randomBytes:RandomBytes",
  secret: "kubernetes:core/v1:Secret",
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

/** Seconds after which the last of the resources is there. */
const secondsOf = (resources: Parameters<typeof stateOf>[0]) => criticalPath(stateOf(resources)).seconds;
const { seconds: cluster } = times[types.cluster] ?? { seconds: NaN };

describe("a resource waits for", () => {
  test.each<[string, Parameters<typeof stateOf>[0]]>([
    ["its dependencies", { secret: { dependencies: [urn("cluster")] } }],
    ["what its properties come from", { secret: { propertyDependencies: { data: [urn("cluster")] } } }],
    ["its parent", { secret: { parent: urn("cluster") } }],
    ["what it is deleted with", { secret: { deletedWith: urn("cluster") } }],
    [
      "its provider, and what that waits for",
      {
        provider: { propertyDependencies: { kubeconfig: [urn("cluster")] } },
        secret: { provider: `${urn("provider")}::some-id` },
      },
    ],
    [
      "what the component waits for that it is in",
      { component: { dependencies: [urn("cluster")] }, secret: { parent: urn("component") } },
    ],
  ])("%s", (_what, resources) => expect(secondsOf({ cluster: {}, ...resources })).toBe(cluster + 1));

  test("nothing else", () => expect(secondsOf({ cluster: {}, secret: {} })).toBe(cluster));
});

test.each<Name>(["component", "provider", "token"])("a %s is in no cloud, and takes no time", (name) => {
  expect(secondsOf({ [name]: {} })).toBe(0);
});

test("a cluster that is only read takes no longer than a look", () => {
  expect(secondsOf({ cluster: { external: true } })).toBe(1);
});

describe("the longest path", () => {
  const state = stateOf({
    group: {},
    cluster: { dependencies: [urn("group")] },
    provider: { dependencies: [urn("cluster")] },
    secret: { provider: `${urn("provider")}::some-id` },
    address: { dependencies: [urn("cluster")] },
  });
  const namesOf = ({ steps }: ReturnType<typeof criticalPath>) => steps.map(({ type }) => type);

  test("names what makes it so long", () => {
    expect(namesOf(criticalPath(state))).toEqual(["ResourceGroup", "ManagedCluster", "PublicIPAddress"]);
  });

  test("to any other resource goes through what takes no time, and leaves it out", () => {
    const path = pathsTo(state).get(urn("secret"));
    expect(path && namesOf(path)).toEqual(["ResourceGroup", "ManagedCluster", "Secret"]);
  });

  test("takes as long as its steps together", () => {
    const { seconds, steps } = criticalPath(state);
    expect(steps.reduce((sum, step) => sum + step.seconds, 0)).toBe(seconds);
  });

  test("of nothing takes no time", () => expect(criticalPath([])).toEqual({ seconds: 0, steps: [] }));
});

describe("the table of times", () => {
  test("has no type that the sandbox does not know", () => {
    const known = [azure, kubernetes()].flatMap(({ resources }) => Object.keys(resources));
    expect(Object.keys(times).filter((type) => !known.includes(type))).toEqual([]);
  });

  test.each(Object.entries(times))(
    "says of %s where the number is from, or that it is assumed",
    (_type, { source }) => {
      expect(source).toMatch(/^(https:\/\/|assumed$)/);
    },
  );
});
