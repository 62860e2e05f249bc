import { type Edits, type StackConfig } from "../stack/stack";
import { deployed, deployedOn } from "./deployed";
import { azureStack, localStack } from "./full-stacks";

const releaseType = "kubernetes:helm.sh/v3:Release";
const poolType = "azure-native:containerservice:AgentPool";

const zone: Edits = {
  exposure: { type: "singleHost", zone: { name: "example.org", resourceGroup: "dns", record: "hub" } },
};

/** Stacks, and what must be there before their hub. */
const stacks: readonly (readonly [what: string, stack: () => StackConfig, before: readonly string[]])[] = [
  [
    "on AKS with a registry in Azure",
    () => azureStack(),
    [
      ...["binder-ip", "proxy-public-ip", "registry-acr", "registry-pull", "registry-pull-id"],
      "binderhub-server-policy",
    ],
  ],
  ["with a record in a DNS zone", () => azureStack(zone), ["binder-ip", "binder-record", "registry-acr"]],
  [
    "with a registry in the cluster",
    () => localStack(),
    ["namespace", "volume", "deployment", "service"].map((thing) => `registry-in-cluster-${thing}`),
  ],
];

describe.each(stacks)("the release %s comes after", (_what, stack, before) => {
  test.each([
    ...["binderhub-namespace", "binderhub-build-policy", "binderhub-github-token"],
    ...["tokens-binder-api", "tokens-proxy", "tokens-cookie", "tokens-build"],
    ...before,
  ])("%s", async (name) => {
    const { ofType, named } = await deployed({}, stack());
    expect(ofType(releaseType).dependencies).toContain(named(name).urn);
  });
});

// What no state shows: an `await`, or a resource made inside of `apply`. A program that waits never ends here, and runs out of time.
test("the release is made while node pools still are", async () => {
  let isAskedFor: () => void = () => undefined;
  const release = new Promise<void>((resolve) => (isAskedFor = resolve));
  const { resources } = await deployedOn({}, {}, azureStack(), ({ type }) => {
    if (type === releaseType) isAskedFor();
    return type === poolType ? release : undefined;
  });
  expect(resources.map(({ type }) => type)).toEqual(expect.arrayContaining([poolType, releaseType]));
});

test("the release waits for no alias: pods look those up later", async () => {
  const { ofType, named } = await deployed({}, azureStack());
  expect(ofType(releaseType).dependencies).not.toContain(named("binderhub-alias-data").urn);
});

test.each([
  ["the release: two cannot have the same addresses and node ports", "binderhub-release", localStack],
  ["the registry's Service: two cannot have the same node port", "registry-in-cluster-service", localStack],
  ["a node pool: two cannot have the same name", "pool-builds-pool", azureStack],
] as const)("deleted before it is replaced is %s", async (_why, name, stack) => {
  expect((await deployed({}, stack())).named(name).deleteBeforeReplace).toBe(true);
});

test("a node pool comes after its cluster and goes with it", async () => {
  const { named } = await deployed({}, azureStack());
  expect(named("pool-builds-pool").dependencies).toContain(named("cluster-aks").urn);
  expect(named("pool-builds-pool").deletedWith).toBe(named("cluster-aks").urn);
});
