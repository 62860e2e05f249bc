import * as pulumi from "@pulumi/pulumi";
import program from "../../index";
import { blotted, plain } from "../../sandbox/wire";
import { edited, type Edits, rawConfig } from "../stack/stack";
import { deployed } from "./deployed";
import { addresses, kubeconfig } from "./mocked-clouds";
import { input, type Registered, settled } from "./recorder";

const stackType = "pulumi:pulumi:Stack";
const releaseType = "kubernetes:helm.sh/v3:Release";
const clusterType = "azure-native:containerservice:ManagedCluster";

const isComponent = ({ type }: Registered) => type.startsWith("binderhub:");
const addressesOf = (resources: readonly Registered[]) =>
  resources.filter(({ type }) => type === "azure-native:network:PublicIPAddress");

describe("every resource", () => {
  test("but the stack has a parent, and it is the stack or a component", async () => {
    const { resources, ofType } = await deployed();
    const parents = [ofType(stackType), ...resources.filter(isComponent)].map(({ urn }) => urn);
    const others = resources.filter(({ type }) => type !== stackType);
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter(({ parent }) => !parents.includes(parent)).map(({ name }) => name)).toEqual([]);
  });

  test("right below the stack is a component: nothing lies about loose", async () => {
    const { resources, ofType } = await deployed();
    const top = resources.filter(({ parent }) => parent === ofType(stackType).urn);
    expect(top.filter((resource) => !isComponent(resource)).map(({ name }) => name)).toEqual([]);
  });

  test("of a component is named <component>-<thing>", async () => {
    const { resources } = await deployed();
    const nameOf = new Map(resources.map(({ urn, name }) => [urn, name]));
    const made = resources.filter((resource) => resource.type !== stackType && !isComponent(resource));
    expect(made.filter(({ name, parent }) => !name.startsWith(`${nameOf.get(parent) ?? "?"}-`))).toEqual([]);
  });

  test("has a name of lower-case words and hyphens, and has it alone", async () => {
    const { resources } = await deployed();
    const names = resources.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("of the program's own has a token binderhub:<area>:<Name>", async () => {
    const { resources } = await deployed();
    const own = resources.filter(({ custom }) => !custom).filter(({ type }) => type !== stackType);
    expect(own.filter(({ type }) => !/^binderhub:[a-z]+:([A-Z][a-z]*)+$/.test(type))).toEqual([]);
  });

  test("in the cluster is made with the cluster's own provider", async () => {
    const { resources, named } = await deployed();
    const inCluster = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(inCluster.length).toBeGreaterThan(1);
    const expected = `${named("cluster-kubernetes").urn}::cluster-kubernetes-id`;
    expect(inCluster.map(({ provider }) => provider)).toEqual(inCluster.map(() => expected));
  });

  test("in the cluster, or in its node resource group, goes with the cluster", async () => {
    const { resources, ofType } = await deployed();
    const cluster = ofType(clusterType).urn;
    const within = [...resources.filter(({ type }) => type.startsWith("kubernetes:")), ...addressesOf(resources)];
    const goesWith = (urn: string): string => {
      const next = resources.find((one) => one.urn === urn)?.deletedWith ?? "";
      return urn === cluster || next === "" ? urn : goesWith(next);
    };
    expect(within.map(({ deletedWith }) => goesWith(deletedWith))).toEqual(within.map(() => cluster));
  });
});

describe("the one idea", () => {
  test("hub_url in the release is the address of proxy-public", async () => {
    const { ofType } = await deployed();
    expect(input(ofType(releaseType), "values", "config", "BinderHub", "hub_url")).toBe(
      `http://${addresses["proxy-public-ip"] ?? ""}`,
    );
  });

  test("hub_url in the release is the address's host name where it has one", async () => {
    const { ofType } = await deployed({ exposure: { type: "loadBalancer", dnsLabel: "myhub" } });
    expect(input(ofType(releaseType), "values", "config", "BinderHub", "hub_url")).toBe(
      "http://myhub-hub.westeurope.cloudapp.azure.com",
    );
  });

  test.each<readonly [string, Edits]>([
    ["addresses in its values", {}],
    [
      "host names, known before anything exists, in its values",
      { exposure: { type: "loadBalancer", dnsLabel: "h-1" } },
    ],
  ])("the release comes after both addresses, with %s", async (_name, edits) => {
    const { ofType, named } = await deployed(edits);
    expect(ofType(releaseType).dependencies).toEqual(
      expect.arrayContaining([named("proxy-public-ip").urn, named("binder-ip").urn]),
    );
  });

  test.each([
    ["binder's Service", ["service"], "binder-ip"],
    ["proxy-public", ["jupyterhub", "proxy", "service"], "proxy-public-ip"],
  ])("%s claims its address by name", async (_name, path, address) => {
    const { ofType, named } = await deployed();
    expect(input(ofType(releaseType), "values", ...path, "annotations")).toEqual({
      "service.beta.kubernetes.io/azure-pip-name": input(named(address), "publicIpAddressName"),
    });
  });
});

describe("names are plain text from the settings", () => {
  const named: Edits = {
    "azure.resourceGroup": "group",
    "azure.clusterName": "aks",
    "azure.nodeResourceGroup": "nodes",
  };

  test.each([
    ["as Azure would call it", {}, "MC_testhub_hubcluster_westeurope"],
    ["as set", named, "nodes"],
  ])("the addresses stand in the node resource group %s", async (_name, edits, group) => {
    const { resources, ofType } = await deployed(edits);
    expect(input(ofType(clusterType), "nodeResourceGroup")).toBe(group);
    const found = addressesOf(resources);
    expect(found.map(({ inputs }) => inputs.resourceGroupName)).toEqual([group, group]);
  });

  test("no Azure resource takes a name from another resource", async () => {
    const { resources } = await deployed();
    const azure = resources.filter(({ type }) => type.startsWith("azure-native:"));
    const names = ["resourceGroupName", "resourceName", "nodeResourceGroup", "publicIpAddressName", "location"];
    const taken = azure.flatMap(({ name, inputDependencies }) =>
      names.filter((key) => (inputDependencies[key] ?? []).length > 0).map((key) => `${name}: ${key}`),
    );
    expect(taken).toEqual([]);
  });

  test("the credentials are asked for by name", async () => {
    const { calls } = await deployed(named);
    expect(calls.filter(({ token }) => token.startsWith("azure-native:")).map(({ inputs }) => inputs)).toEqual([
      { resourceGroupName: "group", resourceName: "aks" },
    ]);
  });
});

describe("secrets", () => {
  /** What stands in the inputs in plain text: the JSON of all of them, envelopes and what is in them left out. */
  const plainText = (resources: readonly Registered[]) =>
    JSON.stringify(resources.map(({ inputs }) => blotted(inputs)));

  test.each([
    ["the registry's password", "s3cret-canary"],
    ["the kubeconfig", "kubeconfig-canary"],
    ["a token", "hex-of-tokens-"],
  ])("%s is in the graph, and nowhere in plain text", async (_name, canary) => {
    const { resources } = await deployed();
    expect(JSON.stringify(resources.map(({ inputs }) => plain(inputs)))).toContain(canary);
    expect(plainText(resources)).not.toContain(canary);
  });

  test("stand where the chart looks for them", async () => {
    const { ofType } = await deployed();
    expect(input(ofType(releaseType), "values")).toMatchObject({
      registry: { username: "jdoe", password: "s3cret-canary" },
      config: { BinderHub: { build_token_secret: "hex-of-tokens-build" } },
      jupyterhub: {
        hub: { cookieSecret: "hex-of-tokens-cookie", services: { binder: { apiToken: "hex-of-tokens-binder-api" } } },
        proxy: { secretToken: "hex-of-tokens-proxy" },
      },
    });
  });
});

describe("the outputs", () => {
  test("are the addresses as URLs, the names, and what to do next", async () => {
    const { result } = await deployed({ namespace: "binder" });
    expect(await valueOf(result)).toMatchObject({
      binderUrl: "http://20.1.2.4",
      hubUrl: "http://20.1.2.3",
      proxyPublicIp: "20.1.2.3",
      binderIp: "20.1.2.4",
      resourceGroup: "testhub",
      clusterName: "hubcluster",
      namespace: "binder",
      kubeconfig,
    });
    expect((await settled(pulumi.output(result.nextSteps))).value).toContain("http://20.1.2.4");
  });

  test("keep the kubeconfig secret", async () => {
    const { result } = await deployed();
    expect(await pulumi.isSecret(pulumi.output(result.kubeconfig))).toBe(true);
  });

  test.each(["binderUrl", "hubUrl", "proxyPublicIp", "binderIp", "nextSteps"] as const)("show %s", async (name) => {
    const { result } = await deployed();
    expect(await pulumi.isSecret(pulumi.output(result[name]))).toBe(false);
  });
});

describe("settings that are wrong", () => {
  test("stop the program before anything is registered, without a stack trace", async () => {
    const { values } = rawConfig(edited({ "azure.nodeCount": 0 }));
    pulumi.runtime.setAllConfig({ ...values }, ["binderhub:registryPassword"]);
    await expect(program()).rejects.toThrow(pulumi.RunError);
    await expect(program()).rejects.toThrow(/binderhub:azure\.nodeCount = 0\n.*whole number/);
  });
});

async function valueOf(outputs: object): Promise<Record<string, unknown>> {
  const entries = Object.entries(outputs).map(async ([key, output]): Promise<[string, unknown]> => [
    key,
    (await settled(pulumi.output(output as unknown))).value,
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
