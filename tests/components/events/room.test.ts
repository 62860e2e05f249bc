import { snippet as inUse } from "../../../components/culling/values";
import { snippet as ours } from "../../../components/events/values";
import { snippet as closed } from "../../../components/operate/closing";
import { snippet as asleep } from "../../../components/schedule/values";
import { snippet as sizes } from "../../../components/sizes/values";
import { bundle } from "../../../components/operate/bundle";
import { checkChartValues } from "../../../rehearse/chart-schemas";
import { at } from "../../../settings/untyped";
import { type Edits } from "../../stack/stack";
import { deployed } from "../deployed";
import { azureStack, localStack } from "../full-stacks";
import { input, type Registered } from "../recorder";

const event = {
  ...{ name: "pyintro", repository: "https://github.com/mygroup/workshop", people: 80, timeZone: "Europe/Berlin" },
  ...{ start: "2027-03-04 10:00", end: "12:00", perPerson: { memory: "2G", memoryGuarantee: "1G", cpuGuarantee: 0.1 } },
};
const office = { "limits.totalQuota": 100 };
const onAzure = (edits: Edits = {}) => deployed({}, azureStack({ ...office, events: [event], ...edits }));
const local = (edits: Edits = {}) => deployed({}, localStack({ ...office, events: [event], ...edits }));
const valuesOf = ({ named }: Awaited<ReturnType<typeof local>>) =>
  input(named("binderhub-release"), "values") as Readonly<Record<string, unknown>>;
const made = (resources: readonly Registered[]) => resources.filter(({ name }) => name.includes("event"));

const factsOf = ({ named }: Awaited<ReturnType<typeof local>>) =>
  JSON.parse(String(input(named("binderhub-events-facts"), "stringData", "facts.json"))) as object;

/** What the last line of a piece of configuration gives to the function that it calls. */
function told(code: unknown): { readonly events: readonly Readonly<Record<string, unknown>>[] } {
  const [, text = ""] = /\(c, json\.loads\((".*")\)\)$/.exec(String(code).trimEnd()) ?? [];
  return JSON.parse(JSON.parse(text) as string) as ReturnType<typeof told>;
}

test("without the setting, nothing is made, and the values have nothing of it", async () => {
  const hub = await deployed({}, localStack({}));
  expect(made(hub.resources)).toEqual([]);
  expect(JSON.stringify(valuesOf(hub))).not.toMatch(/zy-events|binder-events/);
});

describe("the nodes of an event", () => {
  test("are a pool of its own, with none before its time, and one more than it needs", async () => {
    // Each has a disk, of which such a machine can have 8: so 10 nodes.
    expect(
      (await onAzure({ "azure.pools": { users: { role: "user" } } })).named("event-pyintro-pool").inputs,
    ).toMatchObject({
      ...{ agentPoolName: "pyintro", vmSize: "Standard_D4s_v5", mode: "User" },
      ...{ count: 0, minCount: 0, maxCount: 11, enableAutoScaling: true },
      nodeTaints: ["hub.jupyter.org_dedicated=user:NoSchedule", "binder-event=pyintro:NoSchedule"],
    });
  });

  test("are held by one pod on each, which is there only in its time, and which the autoscaler does not move", async () => {
    const { inputs } = (await onAzure()).named("binderhub-events-holder-pyintro");
    expect(inputs).toMatchObject({
      metadata: { name: "binder-event-pyintro", annotations: { "pulumi.com/skipAwait": "true" } },
      spec: {
        ...{ replicas: 0, strategy: { type: "Recreate" } },
        template: {
          metadata: { annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" } },
          spec: {
            nodeSelector: { "kubernetes.azure.com/agentpool": "pyintro" },
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  {
                    topologyKey: "kubernetes.io/hostname",
                    labelSelector: { matchLabels: { component: "binder-event-pyintro" } },
                  },
                ],
              },
            },
            containers: [{ resources: { requests: { cpu: "1m", memory: "1Mi" } } }],
          },
        },
      },
    });
    const tolerations = at(inputs, "spec", "template", "spec", "tolerations") as readonly object[];
    expect(tolerations).toContainEqual({
      key: "binder-event",
      operator: "Equal",
      value: "pyintro",
      effect: "NoSchedule",
    });
    expect(at(inputs, "spec", "template", "spec", "priorityClassName")).toBeUndefined();
  });

  test("on a cluster that is there, are those of all: its room is held by large pods that make way", async () => {
    const hub = await local();
    expect(hub.resources.filter(({ type }) => type.endsWith(":AgentPool"))).toEqual([]);
    const spec = at(hub.named("binderhub-events-holder-pyintro").inputs, "spec", "template", "spec");
    // 4 GiB hold 4 people of 1 GiB.
    expect(spec).toMatchObject({
      priorityClassName: "hub-user-placeholder-priority",
      containers: [{ resources: { requests: { cpu: "400m", memory: "4096Mi" } } }],
    });
    expect(at(spec, "affinity")).toBeUndefined();
    expect(valuesOf(hub)).toMatchObject({ jupyterhub: { scheduling: { podPriority: { enabled: true } } } });
    expect(at(factsOf(hub), "facts", "events", 0, "holders")).toBe(20);
  });

  test("are not changed by AKS on its days", async () => {
    const never = [{ from: "2027-02-01", to: "2027-02-12" }];
    const { named } = await onAzure({ "azure.maintenance.never": never });
    for (const thing of ["kubernetes", "nodes"]) {
      expect(at(named(`maintenance-${thing}`).inputs, "maintenanceWindow", "notAllowedDates")).toEqual([
        { start: "2027-02-01", end: "2027-02-12" },
        { start: "2027-03-04", end: "2027-03-04" },
      ]);
    }
  });
});

describe("the hub's code", () => {
  test("knows the address of the Binder page, and its QR code", async () => {
    const hub = await onAzure();
    const [one] = told(at(valuesOf(hub), "extraConfig", "zy-events")).events;
    const door = "http://myhub.northeurope.cloudapp.azure.com/event/pyintro";
    expect(one).toMatchObject({ door, launch: "v2/gh/mygroup/workshop/", launchRef: "HEAD" });
    expect(String(one?.qr)).toMatch(/^<svg .*<\/svg>$/);
  });

  test("gives servers what the event gives, and a place on its nodes", async () => {
    const [one] = told(at(valuesOf(await onAzure()), "jupyterhub", "hub", "extraConfig", "zy-events")).events;
    expect(one).toMatchObject({
      ...{ people: 80, places: 80, room: null },
      set: { mem_limit: "2G", mem_guarantee: "1G", cpu_guarantee: 0.1 },
      add: { extra_labels: { "binder-event": "pyintro" }, node_affinity_preferred: [{ weight: 100 }] },
      times: { nodesUp: Date.UTC(2027, 2, 4, 8, 30) / 1000, gone: Date.UTC(2027, 2, 4, 11, 30) / 1000 },
    });
  });

  test("on a cluster that is there, servers go where all go", async () => {
    const [one] = told(at(valuesOf(await local()), "jupyterhub", "hub", "extraConfig", "zy-events")).events;
    expect(one?.add).toEqual({ extra_labels: { "binder-event": "pyintro" } });
  });

  test("stands where later pieces refuse launches of a hub that is closed or asleep, and earlier ones choose sizes", () => {
    const inOrder = [inUse, sizes, ours, asleep, closed];
    expect([...inOrder].sort()).toEqual(inOrder);
  });

  test("sees what is kept as a folder, in BinderHub and in JupyterHub", async () => {
    const values = valuesOf(await local());
    for (const pod of [values, at(values, "jupyterhub", "hub")]) {
      expect(at(pod, "extraVolumes")).toContainEqual({
        name: "binder-events-state",
        configMap: { name: "binder-events-state", optional: true },
      });
      expect(at(pod, "extraVolumeMounts")).toContainEqual({
        ...{ name: "binder-events-state", mountPath: "/etc/binder-events", readOnly: true },
      });
    }
  });

  test.each([
    ["azure", onAzure],
    ["existing", local],
  ] as const)("is a value that the chart takes: %s", async (_where, hub) => {
    const values = valuesOf(await hub());
    expect(checkChartValues(values)).toEqual([]);
  });
});

describe("the job", () => {
  interface Rule {
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    readonly resourceNames?: readonly string[];
  }
  const rules = async () =>
    made((await onAzure()).resources)
      .filter(({ type, name }) => /:(Cluster)?Role$/.test(type) && !name.includes("figures"))
      .flatMap(({ inputs }) => inputs.rules as Rule[])
      .flatMap(({ resources, verbs, resourceNames = [""] }) =>
        resources.flatMap((kind) =>
          verbs.flatMap((verb) => resourceNames.map((name) => `${verb} ${kind}${name && `/${name}`}`)),
        ),
      );

  test("changes its own objects alone, and runs commands only to launch", async () => {
    expect((await rules()).filter((one) => !/^(get|list) /.test(one)).sort()).toEqual([
      "create configmaps",
      "create pods/exec",
      "patch configmaps/binder-check-turn",
      "patch configmaps/binder-events-state",
      "patch deployments/binder-event-pyintro",
    ]);
  });

  test("is told the events and the token in a Secret, and nothing else names the token", async () => {
    const hub = await onAzure();
    const facts = factsOf(hub);
    expect(facts).toMatchObject({
      facts: {
        events: [
          {
            ...{ name: "pyintro", title: "pyintro", people: 80, arriveWithin: 300, holders: 10 },
            pool: { vmSize: "Standard_D4s_v5", nodes: 10, spare: 1, each: 8 },
            times: { start: "2027-03-04T09:00:00.000Z" },
          },
        ],
      },
    });
    const token = String(at(facts, "token"));
    expect(token.length).toBeGreaterThan(8);
    const others = made(hub.resources).filter(({ name }) => name !== "binderhub-events-facts");
    expect(JSON.stringify(others)).not.toContain(token);
    expect(at(valuesOf(hub), "jupyterhub", "hub", "services", "binder-events", "apiToken")).toBe(token);
  });

  test("has a program that fits into a ConfigMap, which may have 1 MiB", () => {
    const { binaryData, data } = bundle("events-inside.ts");
    const size = Object.values(binaryData).reduce((sum, packed) => sum + Buffer.from(packed, "base64").length, 0);
    expect(size + Object.values(data).join("").length).toBeLessThan(2 ** 20 * 0.75);
  });
});

test("BinderHub may write how launches went, and nothing else", async () => {
  const { named } = await local();
  expect(named("binderhub-events-figures-role").inputs.rules).toEqual([
    { apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: ["binder-events-state"] },
  ]);
  expect(named("binderhub-events-figures-binding").inputs.subjects).toEqual([
    { kind: "ServiceAccount", name: "binderhub", namespace: "hub" },
  ]);
});

test("what is kept begins with nothing, and is left to those who write it", async () => {
  const { inputs } = (await local()).named("binderhub-events-state");
  expect(inputs).toMatchObject({ metadata: { name: "binder-events-state" } });
  expect(inputs.data).toBeUndefined();
});
