import { bills } from "../../../components/concepts";
import { estimate, everythingBilled } from "../../../components/cost/estimate";
import { isRecord } from "../../../settings/untyped";
import { plain } from "../../../sandbox/wire";
import { type Edits } from "../../stack/stack";
import { deployed } from "../deployed";
import { type MadeClaim, madeOf } from "./made";
import { costlyOf, costlySecrets } from "./stacks";

const everything: Edits = {
  "azure.tier": "Standard",
  "azure.pools": {
    users: { role: "user", vmSize: "Standard_D8s_v5", min: 1, max: 7 },
    builds: { role: "build", vmSize: "Standard_D4s_v5", min: 0, max: 2 },
  },
  exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "hub@example.org" } },
  auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowedUsers: ["ada"] },
  authClientSecret: "s3cret",
  registry: { type: "azure", name: "mygroupbinder", prefix: "a", sku: "Standard" },
  registryPassword: undefined,
  folders: { data: { type: "new", size: "100Gi" } },
  storage: { size: "10Gi" },
  backup: { type: "azure", account: "mybackup" },
  monitoring: { type: "azure" },
  cost: { people: 30 },
};

/** Types that Azure does not bill, or not by themselves. */
const free = [
  /:resources:ResourceGroup$/,
  /:authorization:/,
  /:containerservice:MaintenanceConfiguration$/,
  /:dns:RecordSet$/,
  /:storage:(BlobContainer|BlobServiceProperties)$/,
  // Agents, ways and pictures: what they bring is billed where it is kept.
  /:monitor:(DataCollection\w+|DiagnosticSetting|ActionGroup)$/,
  /:operationalinsights:Table$/,
  /:applicationinsights:Component$/,
  /:alertsmanagement:PrometheusRuleGroup$/,
  /:dashboard:/,
  // Cents: of a few hundred built-in operations a month, the first thousands are free.
  /:logic:Workflow$/,
  // Cents: the price of one rule is below a tenth of a dollar a month.
  /:monitor:MetricAlert$/,
  /:consumption:Budget$/,
];

/** Types that Azure bills, and the meters that stand for them. */
const billed: readonly (readonly [type: RegExp, meter: RegExp])[] = [
  [/:containerservice:ManagedCluster$/, /^control\//],
  [/:containerservice:AgentPool$/, /^(vm|spot)\//],
  [/:network:PublicIPAddress$/, /^address$/],
  [/:containerregistry:Registry$/, /^registry\//],
  [/:storage:StorageAccount$/, /^blobs\//],
  [/:monitor:AzureMonitorWorkspace$/, /^metrics-taken$/],
  [/:operationalinsights:Workspace$/, /^logs-taken$/],
  [/:applicationinsights:WebTest$/, /^web-test$/],
  [/core\/v1:PersistentVolumeClaim$/, /^(disk|files)/],
];

const settings = () => costlyOf(everything, undefined, costlySecrets.slice(1));
const inAzure = async (edits: Edits) =>
  (await deployed(edits)).resources.filter(({ type }) =>
    /^(azure-native:|kubernetes:core\/v1:PersistentVolumeClaim)/.test(type),
  );
const resources = () => inAzure(everything);
const schedule = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", sleep: "cluster", tell: ["a@b.org"] };
const asleep = () => inAzure({ schedule });

describe("everything that a stack makes in Azure", () => {
  test("is billed by a meter, or is known to be free", async () => {
    const meters = everythingBilled(settings(), bills).billed.map(({ meter }) => meter);
    const types = [...new Set([...(await resources()), ...(await asleep())].map(({ type }) => type))];
    const unknown = types.filter((type) => {
      if (free.some((pattern) => pattern.test(type))) return false;
      const meter = billed.find(([pattern]) => pattern.test(type))?.[1];
      return meter === undefined || !meters.some((one) => meter.test(one));
    });
    expect(unknown).toEqual([]);
  });

  test("is counted as often as it is made", async () => {
    const all = await resources();
    const { billed } = everythingBilled(settings(), bills);
    const units = (meter: string) =>
      billed.filter((one) => one.meter === meter).reduce((sum, one) => sum + one.units.most, 0);
    const pools = all.filter(({ type }) => type.endsWith(":AgentPool")).map(({ inputs }) => plain(inputs));
    for (const { maxCount, vmSize } of pools.filter(isRecord)) {
      const upgrades = 6 * 0.75 * Number(maxCount);
      expect(units(`vm/${String(vmSize)}`)).toBe(Number(maxCount) * 744 + upgrades);
    }
    expect(pools).toHaveLength(2);
    // One more, which AKS makes for the nodes' way out.
    const addresses = all.filter(({ type }) => type.endsWith(":PublicIPAddress")).length + 1;
    expect(units("address")).toBe(addresses * 744);
  });
});

describe("what AKS makes of what is in the cluster is counted:", () => {
  const units = (edits: Edits) => {
    const most = new Map<string, number>();
    for (const { meter, units } of everythingBilled(costlyOf(edits), bills).billed) {
      most.set(meter, (most.get(meter) ?? 0) + units.most);
    }
    return (meter: string) => most.get(meter) ?? 0;
  };
  const months = 744 / 730;

  test.each<[string, Edits, number]>([
    ["one balancer for public addresses", {}, 1],
    [
      "another for private ones",
      { exposure: { type: "singleHost", internal: { address: "10.224.255.10" }, host: "hub.example.org" } },
      2,
    ],
  ])("%s", async (_what, edits, count) => {
    expect(madeOf(await deployed(edits)).balancers).toBe(count);
    expect(units(edits)("balancer")).toBe(744 * count);
  });

  const pvc = { storage: "1Ti", storageClassName: "managed-csi-premium" };
  const server = { persistentVolume: { size: "300Gi" } };
  test.each<[string, Edits, MadeClaim[], Record<string, number>]>([
    ["the hub's database", {}, [{ gib: 1, storageClass: undefined }], { "disk/E1": 1 }],
    [
      "the same by the chart's values",
      { extraValues: { jupyterhub: { hub: { db: { pvc } } } } },
      [{ gib: 1024, storageClass: "managed-csi-premium" }],
      { "disk/E1": 0, "disk/P30": 1 },
    ],
    [
      "no database of the hub's own",
      { extraValues: { jupyterhub: { hub: { db: { type: "postgres" } } } } },
      [],
      { "disk/E1": 0 },
    ],
    [
      "Prometheus by its chart's values, and a shared folder",
      {
        monitoring: { type: "inCluster", extraValues: { server } },
        folders: { data: { type: "new", size: "20Gi", storageClass: "azurefile-csi-premium" } },
      },
      [
        { gib: 1, storageClass: undefined },
        { gib: 20, storageClass: "azurefile-csi-premium" },
        { gib: 300, storageClass: undefined },
      ],
      { "disk/E1": 1, "disk/E20": 1, "files-premium": 100 },
    ],
  ])("the claims of %s", async (_what, edits, claims, counts) => {
    expect(madeOf(await deployed(edits)).claims).toEqual(claims);
    const count = units(edits);
    for (const [meter, times] of Object.entries(counts)) expect(count(meter)).toBeCloseTo(times * months, 9);
  });
});

test("everything that can be billed has a price in the table, for the shipped region", () => {
  expect(estimate(settings(), bills).missing).toEqual([]);
});
