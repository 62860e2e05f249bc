/** @jest-environment ./tests/engine/environment.ts */
import { isDeepStrictEqual } from "node:util";
import { sure } from "../../settings/refusal";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { type Edits } from "../stack/stack";
import { committed } from "./committed";
import { errors, isEmpty, steps } from "./events";
import { onStage, several } from "./stage";
import { resourcesIn } from "./state";
import { requestsOf } from "../../sandbox/azure/requests";

type Stack = "dev" | "prod";

interface Change {
  readonly what: string;
  readonly stack: Stack;
  readonly edits: Edits;
  /** What the refusal says. @default nothing is refused: one `up` does it, and a second has nothing to do */
  readonly refused?: RegExp;
}

const newCluster = /would make a new cluster/;

/** Prod without its protection: what is protected is refused in any case. */
const base: Readonly<Record<Stack, Edits>> = { dev: {}, prod: { protect: "false" } };

const own = { type: "custom", url: "https://registry.example.org", username: "binder", prefix: "binder" };
const azure = { type: "azure", name: "anotherregistry", prefix: "binder" };

const both = (what: string, edits: Edits, refused?: RegExp): Change[] =>
  (["dev", "prod"] as const).map((stack) => ({ what, stack, edits, refused }));

const changes: readonly Change[] = [
  ...both("azure.clusterName", { "azure.clusterName": "another" }, newCluster),
  ...both("azure.resourceGroup", { "azure.resourceGroup": "another" }, newCluster),
  ...both("the region", { "azure-native:location": "northeurope" }, newCluster),
  ...both("azure.dnsPrefix", { "azure.dnsPrefix": "another" }, newCluster),
  ...both("azure.nodeResourceGroup", { "azure.nodeResourceGroup": "another" }, newCluster),
  ...both("azure.networkPolicy", { "azure.networkPolicy": "calico" }, newCluster),
  ...both("azure.vmSize", { "azure.vmSize": "Standard_D8s_v5" }, newCluster),
  ...both(
    "platform",
    {
      platform: "existing",
      environment: undefined,
      "existing.context": "kind-other",
      exposure: { type: "clusterIP" },
      registry: { type: "inCluster" },
      auth: undefined,
    },
    /another cluster/,
  ),
  ...both("namespace", { namespace: "another" }, /would delete namespace\/binderhub/),
  ...both("namespace, the old one given up", { namespace: "another", mayDelete: ["namespace/binderhub"] }),
  ...both("azure.nodeCount", { "azure.nodeCount": 4 }),
  ...both("a Kubernetes version, one minor higher", { "azure.kubernetesVersion": "1.35" }),
  ...both(
    "a Kubernetes version, two minors higher",
    { "azure.kubernetesVersion": "1.36" },
    /one minor version at a time/,
  ),
  ...both("a Kubernetes version, lower", { "azure.kubernetesVersion": "1.33" }, /never goes back/),
  { what: "registry.type, of one that is not the stack's", stack: "dev", edits: { registry: own } },
  { what: "registry.type, to one that the stack makes", stack: "dev", edits: { registry: azure } },
  { what: "registry.name", stack: "prod", edits: { registry: azure }, refused: /would delete registry\/prodhubimages/ },
  {
    what: "registry.name, the old one given up",
    stack: "prod",
    edits: { registry: azure, mayDelete: ["registry/prodhubimages"] },
  },
  { what: "registry.type", stack: "prod", edits: { registry: own }, refused: /would delete registry\/prodhubimages/ },
  {
    what: "registry.type, the old one given up",
    stack: "prod",
    edits: { registry: own, mayDelete: ["registry/prodhubimages"] },
  },
  { what: "registry.pull", stack: "prod", edits: { "registry.pull": "role" } },
  {
    what: "exposure.type",
    stack: "dev",
    edits: { exposure: { type: "singleHost" } },
    refused: /would delete address\/binderhub-proxy-public/,
  },
  {
    what: "exposure.type, an address given up",
    stack: "dev",
    edits: { exposure: { type: "singleHost" }, mayDelete: ["address/binderhub-proxy-public"] },
  },
  {
    what: "exposure.type, both addresses given up",
    stack: "dev",
    edits: {
      exposure: { type: "clusterIP" },
      mayDelete: ["address/binderhub-proxy-public", "address/binderhub-binder"],
    },
  },
  {
    what: "exposure.type, to two addresses",
    stack: "prod",
    edits: { exposure: { type: "loadBalancer", dnsLabel: "prodhub" } },
  },
  { what: "exposure.dnsLabel", stack: "prod", edits: { "exposure.dnsLabel": "otherhub" } },
  {
    what: "a pool's name",
    stack: "prod",
    edits: { "azure.pools.users": undefined, "azure.pools.people": { role: "user", max: 5 } },
  },
  { what: "a pool's VM size", stack: "prod", edits: { "azure.pools.users.vmSize": "Standard_D4s_v5" } },
  {
    what: "a pool's spot nodes",
    stack: "prod",
    edits: { "azure.pools.users.spot": true, "azure.pools.steady": { role: "user", min: 0 } },
  },
  { what: "a pool's zones", stack: "prod", edits: { "azure.pools.users.zones": ["1", "2"] } },
  { what: "a pool of fixed size", stack: "prod", edits: { "azure.pools.users.max": 1 } },
];

const titleOf = ({ stack, what, refused }: Change) =>
  `${stack}: ${what}: ${refused === undefined ? "one up" : "refused"}`;

async function whatIs(rehearsal: Rehearsal) {
  const urns = resourcesIn(await rehearsal.state()).map(({ urn }) => urn);
  return { urns: urns.sort(), things: rehearsal.clouds.all() };
}

const played = ({ stack, edits }: Change, from: string) =>
  onStage({ from, stack, config: committed(stack, { ...base[stack], ...edits }) }, async (rehearsal) => {
    const before = await whatIs(rehearsal);
    const preview = await rehearsal.run("preview");
    const up = await rehearsal.run("up");
    const told = errors(up).join("\n");
    return {
      up,
      told,
      agreed: isDeepStrictEqual(steps(preview), steps(up)),
      untouched: isDeepStrictEqual(await whatIs(rehearsal), before),
      second: await rehearsal.run("up"),
      leftOut: requestsOf(rehearsal.clouds).flatMap((request) => request.leftOut),
      destroyed: await rehearsal.run("destroy"),
      left: rehearsal.clouds.all().map(([key]) => key),
    };
  });

describe("a change of", () => {
  const seen = new Map<Change, Awaited<ReturnType<typeof played>>>();
  beforeAll(async () => {
    for (const stack of ["dev", "prod"] as const) {
      await onStage({ stack, config: committed(stack, base[stack]) }, async (rehearsal, folder) => {
        const { succeeded, output } = await rehearsal.run("up");
        if (!succeeded) throw new Error(output);
        const own = changes.filter((change) => change.stack === stack);
        await several(own, async (change) => void seen.set(change, await played(change, folder)));
      });
    }
  });

  test.each(changes.map((change): [string, Change] => [titleOf(change), change]))("%s", (_title, change) => {
    const { up, told, agreed, untouched, second, leftOut, destroyed, left } = sure(seen.get(change), change.what);
    if (change.refused === undefined) {
      expect({ told, up: up.succeeded, second: isEmpty(second), agreed, leftOut }).toEqual({
        ...{ told: "", up: true, second: true, agreed: true, leftOut: [] },
      });
    } else {
      expect(told).toMatch(change.refused);
      expect({ up: up.succeeded, steps: steps(up), untouched }).toEqual({ up: false, steps: {}, untouched: true });
    }
    expect({ destroyed: destroyed.succeeded, left }).toEqual({ destroyed: true, left: [] });
  });
});
