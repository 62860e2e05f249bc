import * as pulumi from "@pulumi/pulumi";
import { AksCluster } from "../../components/aks-cluster";
import { BinderHub } from "../../components/binder-hub";
import { ContainerRegistry } from "../../components/container-registry";
import { HubTokens } from "../../components/hub-tokens";
import { PublicAddress } from "../../components/public-address";
import { aksArgs, hubArgs } from "./arguments";
import { record, type Registered } from "./recorder";

type Options = pulumi.ComponentResourceOptions;

/** How each component is made, its type token, and the package of what it makes (where the dev stack makes anything). */
const components: readonly (readonly [
  name: string,
  make: (opts: Options) => pulumi.ComponentResource,
  token: string,
  provider?: string,
])[] = [
  ["AksCluster", (opts) => new AksCluster("x", aksArgs, opts), "binderhub:azure:AksCluster", "azure-native"],
  ["PublicAddress", publicAddress, "binderhub:azure:PublicAddress", "azure-native"],
  ["HubTokens", (opts) => new HubTokens("x", { rotation: "" }, opts), "binderhub:hub:HubTokens", "random"],
  ["ContainerRegistry", containerRegistry, "binderhub:registry:ContainerRegistry"],
  ["BinderHub", (opts) => new BinderHub("x", hubArgs, opts), "binderhub:hub:BinderHub", "kubernetes"],
];
const rows = components.map(([name, make, token]) => [name, make, token] as const);
const withProvider = components.flatMap(([name, make, , provider]) =>
  provider === undefined ? [] : [[name, make, provider] as const],
);

class Other extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Other", name);
  }
}

class Thing extends pulumi.CustomResource {
  constructor(name: string) {
    super("test:index:Thing", name);
  }
}

/** A provider of any package. */
class AnyProvider extends pulumi.ProviderResource {}

describe("a component", () => {
  test.each(rows)("%s has its type token", async (_name, make, token) => {
    const { named } = await record(() => make({}));
    expect(named("x").type).toBe(token);
  });

  test.each(rows)("%s is the parent of everything that it makes", async (_name, make) => {
    const { named, resources } = await record(() => make({}));
    const made = children(resources);
    expect(made.map(({ parent }) => parent)).toEqual(made.map(() => named("x").urn));
  });

  test.each(rows)("%s names what it makes <component>-<thing>", async (_name, make) => {
    const { resources } = await record(() => make({}));
    expect(children(resources).filter(({ name }) => !/^x(-[a-z]+)+$/.test(name))).toEqual([]);
  });

  test.each(rows)("%s passes on its parent", async (_name, make) => {
    const { named } = await record(() => make({ parent: new Other("above") }));
    expect(named("x").parent).toBe(named("above").urn);
  });

  test.each(rows)("%s passes on its protection, to what it makes too", async (_name, make) => {
    const { named, resources } = await record(() => make({ protect: true }));
    expect(named("x").protect).toBe(true);
    expect(children(resources).filter(({ protect }) => !protect)).toEqual([]);
  });

  test.each(rows)("%s passes on what it depends on", async (_name, make) => {
    const { named } = await record(() => make({ dependsOn: [new Thing("before")] }));
    expect(named("x").dependencies).toContain(named("before").urn);
  });

  test.each(withProvider)("%s hands its provider to what it makes", async (_name, make, provider) => {
    const given = () => new AnyProvider(provider, "given");
    const { named, resources } = await record(() => make({ providers: [given()] }));
    const made = children(resources).filter(({ type }) => type.startsWith(`${provider}:`));
    expect(made.length).toBeGreaterThan(0);
    expect(made.map((resource) => resource.provider)).toEqual(made.map(() => `${named("given").urn}::given-id`));
  });
});

/** What the component under test makes itself. */
function children(resources: readonly Registered[]): readonly Registered[] {
  return resources.filter(({ name }) => name.startsWith("x") && name !== "x");
}

function publicAddress(opts: Options) {
  const args = { addressName: "a", location: "westeurope", nodeResourceGroup: "nodes", cluster: new Other("cluster") };
  return new PublicAddress("x", args, opts);
}

function containerRegistry(opts: Options) {
  const registry = { type: "dockerHub", username: "jdoe", prefix: "binder-dev" } as const;
  return new ContainerRegistry("x", { registry, password: "pw" }, opts);
}
