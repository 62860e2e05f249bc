import { plain } from "../../sandbox/wire";
import { at } from "../../settings/untyped";
import { type Deployed, deployed, deployedOn } from "../components/deployed";
import { azureStack } from "../components/full-stacks";
import { additions } from "../components/mocked-clouds";
import { type Answers, type Registered } from "../components/recorder";
import { type Edits } from "../stack/stack";

const stateToken = "pulumi:pulumi:readStackResourceOutputs";
const looks = {
  group: "azure-native:resources:getResourceGroup",
  cluster: "azure-native:containerservice:getManagedCluster",
  registry: "azure-native:containerregistry:getRegistry",
  address: "azure-native:network:getPublicIPAddress",
  account: "azure-native:storage:getStorageAccount",
};

/** What others write to as well: of all that is in Azure, this is looked at before anything is registered. */
const shared = [
  ...["backup-store-account", "backup-store-group"],
  ...["binder-ip", "cluster-aks", "cluster-group", "pool-builds-pool", "pool-users-pool"],
  ...["proxy-public-ip", "registry-acr"],
];
const pools = { builds: { role: "build", min: 1, max: 1 }, users: { role: "user", min: 0, max: 3 } };
const stack = (edits: Edits = {}) => azureStack({ "azure.pools": pools, ...edits });

/** Azure answers with a `name`: what stands in a resource's id it does not repeat under the names of a request. */
const onlyAsked = [
  ...["accountName", "agentPoolName", "publicIpAddressName", "registryName", "resourceGroupName", "resourceName"],
];
const answered = (properties: object) =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !onlyAsked.includes(name)));

/** An answer that is none, as the engine passes it on. */
function fails(details: string): never {
  throw Object.assign(new Error(details), { details });
}

/** The state, and Azure, after a run: what was asked for, and what the clouds add to it. */
function worldAfter(run: Deployed, edit: (name: string, outputs: object) => object = (_, outputs) => outputs): Answers {
  const stateOf = ({ type, name, inputs }: Registered) =>
    edit(name, { ...(plain(inputs) as object), ...additions({ type, name, inputs, id: "" }) });
  const outputsOf = (urn: string) => plain(run.outputs.find((one) => one.urn === urn)?.outputs ?? {}) as object;
  const states = run.resources.map((one) => [one, one.custom ? stateOf(one) : outputsOf(one.urn)] as const);
  const live = (name: string, asked: object) => (inputs: object) => {
    const found = states.find(([one]) => one.name === name)?.[1];
    if (JSON.stringify(inputs) !== JSON.stringify(asked)) fails(`404: nothing is at ${JSON.stringify(inputs)}`);
    return answered(found ?? {});
  };
  const listed = run.resources
    .filter(({ type }) => type.endsWith(":AgentPool"))
    .map(({ inputs }) => ({ ...answered(plain(inputs) as object), name: at(inputs, "agentPoolName") }));
  return {
    [stateToken]: () => ({
      outputs: Object.fromEntries(states.map(([{ urn, type }, outputs]) => [urn, { type, outputs }])),
    }),
    [looks.group]: (inputs) => {
      const resourceGroupName = String(inputs.resourceGroupName);
      const name = resourceGroupName === "group" ? "cluster-group" : "backup-store-group";
      return live(name, { resourceGroupName: name === "cluster-group" ? "group" : "group-backup" })(inputs);
    },
    [looks.account]: live("backup-store-account", { accountName: "mybackup", resourceGroupName: "group-backup" }),
    [looks.cluster]: (inputs) => {
      const found = live("cluster-aks", { resourceGroupName: "group", resourceName: "aks" })(inputs);
      return { ...found, agentPoolProfiles: [at(found, "agentPoolProfiles", 0), ...listed] };
    },
    [looks.registry]: live("registry-acr", { registryName: "mygroup", resourceGroupName: "group" }),
    [looks.address]: (inputs) => {
      const publicIpAddressName = String(inputs.publicIpAddressName);
      const asked = { publicIpAddressName, resourceGroupName: "nodes" };
      return live(`${publicIpAddressName.replace("binderhub-", "")}-ip`, asked)(inputs);
    },
  };
}

const leftAlone = ({ resources }: Deployed) =>
  resources.flatMap(({ name, ignoreChanges }) => (ignoreChanges.includes("*") ? [name] : [])).sort();

test("before the first run there is nothing to leave alone", async () => {
  expect(leftAlone(await deployed({}, stack()))).toEqual([]);
});

test("what is there as it was asked for is left alone", async () => {
  const world = worldAfter(await deployed({}, stack()));
  expect(leftAlone(await deployedOn(world, {}, stack()))).toEqual(shared);
});

test("the state that is looked at is the stack's own", async () => {
  const { calls } = await deployed({}, stack());
  expect(calls[0]).toMatchObject({ token: stateToken, inputs: { stackName: "organization/binderhub/dev" }, after: [] });
});

test("Azure is looked at before anything is registered", async () => {
  const { calls } = await deployedOn(worldAfter(await deployed({}, stack())), {}, stack());
  const looked = calls.filter(({ token }) => Object.values<string>(looks).includes(token));
  expect(looked).toHaveLength(7);
  // Pulumi itself registers the stack.
  expect(looked.flatMap(({ after }) => after).filter((name) => name !== "binderhub-dev")).toEqual([]);
});

test.each(["tags", "azure.kubernetesVersion"])("all that has %s in it is asked for where that changes", async (key) => {
  const edit = key === "tags" ? { tags: { owner: "bob" } } : { [key]: "1.35" };
  const world = worldAfter(await deployed({}, stack()));
  const touched = shared.filter((name) => key === "tags" || /aks|pool/.test(name));
  expect(leftAlone(await deployedOn(world, {}, stack(edit)))).toEqual(shared.filter((name) => !touched.includes(name)));
});

test.each<readonly [string, keyof typeof looks, readonly string[]]>([
  ["group", "group", ["cluster-group", "backup-store-group"]],
  ["registry", "registry", ["registry-acr"]],
  ["storage account", "account", ["backup-store-account"]],
])("a %s that is gone is asked for", async (_what, look, names) => {
  const world = worldAfter(await deployed({}, stack()));
  const run = await deployedOn({ ...world, [looks[look]]: () => fails("ResourceNotFound") }, {}, stack());
  expect(leftAlone(run)).toEqual(shared.filter((one) => !names.includes(one)));
});

describe("the program stops", () => {
  const stopped = (answers: Answers, edits: Edits = {}) => expect(deployedOn(answers, {}, stack(edits))).rejects;
  const world = async () => worldAfter(await deployed({}, stack()));

  test("where Azure does not answer", async () => {
    const silent = { ...(await world()), [looks.address]: () => fails("503: try again") };
    await stopped(silent).toThrow(/did not answer\.\n.*503/);
  });

  test("where the cluster is gone", async () => {
    const gone = { ...(await world()), [looks.cluster]: () => fails("ResourceNotFound") };
    await stopped(gone).toThrow(/clusterName = "?aks"?\n.*somebody deleted it/);
  });

  test("where the change cannot be made", async () => {
    await stopped(await world(), { "azure.clusterName": "other" }).toThrow(
      /clusterName = "?other"?\n.*change from aks/,
    );
  });

  test("where the stack would move to another subscription", async () => {
    const inOne = worldAfter(await deployed({}, stack()), (name, outputs) => ({
      ...outputs,
      ...(name === "cluster-kubernetes" && { clusterIdentifier: "/subscriptions/one/resourceGroups/x" }),
    }));
    await stopped(inOne, { "azure-native:subscriptionId": "two" }).toThrow(/subscriptionId = "?two"?\n.*cannot change/);
  });
});
