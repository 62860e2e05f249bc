import { bundle } from "../../../components/operate/bundle";
import { scrapeConfigs } from "../../../components/monitoring/scrape";
import { checkChartValues } from "../../../rehearse/chart-schemas";
import { at } from "../../../settings/untyped";
import { type Edits } from "../../stack/stack";
import { deployed } from "../deployed";
import { azureStack, localStack } from "../full-stacks";
import { input, type Registered } from "../recorder";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const pools = {
  users: { role: "user", min: 2, max: 5 },
  cheap: { role: "user", spot: true, min: 0, max: 3 },
  builds: { role: "build", vmSize: "Standard_D8s_v5", min: 1, max: 1 },
};
const schedule = { schedule: { ...office, wakeOnVisit: true, awakeFor: "90m" } };
const login: Edits = { auth: { type: "github", clientId: "client-id", allowedUsers: ["ada"] }, authClientSecret: "x" };

const onAzure = (edits: Edits = {}) => deployed({}, azureStack({ ...schedule, "azure.pools": pools, ...edits }));
const local = (edits: Edits = {}) => deployed({}, localStack({ ...schedule, ...edits }));
const valuesOf = ({ named }: Awaited<ReturnType<typeof local>>) =>
  input(named("binderhub-release"), "values") as Readonly<Record<string, unknown>>;
const ours = (resources: readonly Registered[]) =>
  resources.filter(({ name }) => name.startsWith("binderhub-schedule"));

test("without the setting, nothing is made, and the values have nothing of it", async () => {
  const hub = await deployed({}, localStack({}));
  expect(ours(hub.resources)).toEqual([]);
  expect(JSON.stringify(valuesOf(hub))).not.toMatch(/asleep|binder-schedule|startTimeout/);
});

describe("what holds the nodes of a pool", () => {
  const keeper = async (pool: string) => (await onAzure()).named(`binderhub-schedule-keeper-${pool}`);

  test("is there for each pool that has nodes by day, and for no other", async () => {
    const { resources } = await onAzure();
    const names = resources.flatMap(({ name }) => /schedule-keeper-(.+)$/.exec(name)?.slice(1) ?? []);
    expect(names.sort()).toEqual(["builds", "users"]);
  });

  test("begins with none, and neither up nor a refresh changes the number after that", async () => {
    expect((await keeper("users")).inputs).toMatchObject({
      metadata: { name: "binder-keeper-users", annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { replicas: 0 },
    });
  });

  test("runs on the pool's own nodes, one on each, past their taints", async () => {
    const pod = input(await keeper("builds"), "spec", "template", "spec");
    expect(pod).toMatchObject({
      nodeSelector: { "kubernetes.azure.com/agentpool": "builds" },
      tolerations: [{ key: "hub.jupyter.org_dedicated", operator: "Equal", value: "user", effect: "NoSchedule" }],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: "kubernetes.io/hostname",
              labelSelector: { matchLabels: { component: "binder-keeper-builds" } },
            },
          ],
        },
      },
    });
  });

  test("is not moved by the autoscaler, and may run where pods are restricted most", async () => {
    const template = input(await keeper("users"), "spec", "template");
    expect(template).toMatchObject({
      metadata: { annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" } },
      spec: {
        automountServiceAccountToken: false,
        // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            image: "registry.k8s.io/pause:3.10",
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          },
        ],
      },
    });
  });

  test("has the image of the chart's placeholders, if that is from a mirror", async () => {
    const image = { name: "mirror.example.org/pause", tag: "3.9" };
    const extraValues = { jupyterhub: { scheduling: { userPlaceholder: { image } } } };
    const { named } = await onAzure({ extraValues });
    const spec = input(named("binderhub-schedule-keeper-users"), "spec", "template", "spec");
    expect(at(spec, "containers", 0, "image")).toBe("mirror.example.org/pause:3.9");
  });
});

test("every pool may go to zero nodes in Azure, and grow as before", async () => {
  const { named } = await onAzure();
  const scaling = Object.keys(pools).map((pool) => {
    const { count, minCount, maxCount, enableAutoScaling } = named(`pool-${pool}-pool`).inputs;
    return [count, minCount, maxCount, enableAutoScaling];
  });
  expect(scaling).toEqual([
    [0, 0, 5, true],
    [0, 0, 3, true],
    [0, 0, 1, true],
  ]);
});

describe("the job", () => {
  const rulesOf = async (edits: Edits) => {
    const { resources } = await onAzure(edits);
    return ours(resources)
      .filter(({ type }) => /:(Cluster)?Role$/.test(type))
      .flatMap(({ inputs }) => inputs.rules as Rule[])
      .flatMap(({ resources: kinds, verbs, resourceNames: names = [""] }) =>
        kinds.flatMap((kind) => verbs.flatMap((verb) => names.map((name) => `${verb} ${kind}${name && `/${name}`}`))),
      );
  };

  test("may see nodes and its own objects, and changes nothing else", async () => {
    expect((await rulesOf({ schedule: office })).filter((one) => !/^(get|list) /.test(one)).sort()).toEqual([
      "create configmaps",
      "patch configmaps/binder-schedule-state",
      "patch deployments/scale/binder-keeper-builds",
      "patch deployments/scale/binder-keeper-users",
      // This hub keeps places free.
      "patch statefulsets/scale/user-placeholder",
    ]);
  });

  test("neither reads Secrets nor runs commands", async () => {
    expect((await rulesOf({})).filter((one) => /secrets|exec|\*/.test(one))).toEqual([]);
  });

  test("comes every five minutes, and JupyterHub lets its pods in", async () => {
    const job = (await local()).named("binderhub-schedule-job").inputs;
    expect(at(job, "spec", "schedule")).toBe("*/5 * * * *");
    const labels = at(job, "spec", "jobTemplate", "spec", "template", "metadata", "labels");
    expect(labels).toMatchObject({ "hub.jupyter.org/network-access-hub": "true" });
  });

  test("is told the schedule and the token in a Secret, and nothing else names the token", async () => {
    const hub = await onAzure();
    const facts = JSON.parse(
      String(input(hub.named("binderhub-schedule-facts"), "stringData", "facts.json")),
    ) as object;
    expect(facts).toMatchObject({
      facts: {
        schedule: {
          ...office,
          ...{ awakeMinutes: 90, keepers: { users: 2, builds: 1 }, placeholders: 5, warmUp: "15m", finish: "1h" },
        },
      },
    });
    const token = String(at(facts, "token"));
    expect(token.length).toBeGreaterThan(8);
    const others = ours(hub.resources).filter(({ name }) => name !== "binderhub-schedule-facts");
    expect(JSON.stringify(others)).not.toContain(token);
    expect(at(valuesOf(hub), "jupyterhub", "hub", "services", "binder-schedule", "apiToken")).toBe(token);
  });

  test("has a program that fits into a ConfigMap, which may have 1 MiB", () => {
    const { binaryData, data } = bundle("schedule-inside.ts");
    const size = Object.values(binaryData).reduce((sum, packed) => sum + Buffer.from(packed, "base64").length, 0);
    expect(size + Object.values(data).join("").length).toBeLessThan(2 ** 20 * 0.75);
  });

  test("has a name that is not that of the ConfigMap with its state", async () => {
    const { resources } = await local();
    const names = resources
      .filter(({ type }) => type === "kubernetes:core/v1:ConfigMap")
      .map(({ inputs }) => at(inputs, "metadata", "name"));
    expect(names).not.toContain("binder-schedule-state");
  });
});

describe("BinderHub", () => {
  test("may write who woke the hub, if a visitor may wake it", async () => {
    const { named } = await local();
    expect(named("binderhub-schedule-wake-role").inputs.rules).toEqual([
      { apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: ["binder-schedule-state"] },
    ]);
    expect(named("binderhub-schedule-wake-binding").inputs.subjects).toEqual([
      { kind: "ServiceAccount", name: "binderhub", namespace: "hub" },
    ]);
  });

  test("may write nothing otherwise", async () => {
    const { resources } = await local({ schedule: office });
    expect(resources.filter(({ name }) => name.includes("wake"))).toEqual([]);
  });

  test("sees the state as a folder, which the kubelet changes, and starts without it", async () => {
    const { extraVolumes, extraVolumeMounts } = valuesOf(await local());
    expect(extraVolumes).toContainEqual({
      name: "binder-schedule-state",
      configMap: { name: "binder-schedule-state", optional: true },
    });
    expect(extraVolumeMounts).toContainEqual({
      name: "binder-schedule-state",
      mountPath: "/etc/binder-schedule",
      readOnly: true,
    });
  });
});

describe("the values", () => {
  test("have the code in BinderHub, and in JupyterHub where people log in", async () => {
    const [without, withLogin] = [valuesOf(await local()), valuesOf(await local(login))];
    for (const values of [without, withLogin])
      expect(at(values, "extraConfig", "zz-asleep")).toContain("SleepingQuota");
    expect(at(without, "jupyterhub", "hub", "extraConfig", "zz-asleep")).toBeUndefined();
    expect(at(withLogin, "jupyterhub", "hub", "extraConfig", "zz-asleep")).toContain("SleepingSpawner");
    const folders = at(withLogin, "jupyterhub", "hub", "extraVolumeMounts");
    expect(folders).toContainEqual({
      name: "binder-schedule-state",
      mountPath: "/etc/binder-schedule",
      readOnly: true,
    });
  });

  test("keep no places free by themselves: that is the job's", async () => {
    const values = valuesOf(await local({ scheduling: { placeholders: 4 } }));
    expect(at(values, "jupyterhub", "scheduling", "userPlaceholder")).toEqual({ enabled: true, replicas: 0 });
  });

  test("give the first server the time that a node takes", async () => {
    expect(valuesOf(await local())).toMatchObject({
      config: { Launcher: { launch_timeout: 900 } },
      jupyterhub: { singleuser: { startTimeout: 900 } },
    });
  });

  test("pass the real charts' schemas", async () => {
    expect(checkChartValues(valuesOf(await local(login)))).toEqual([]);
    expect(checkChartValues(valuesOf(await onAzure()))).toEqual([]);
  });
});

test("the numbers of the schedule are among those that Prometheus keeps", () => {
  const context = { namespace: "hub", binderPath: "/", hubPath: "", objects: "x:80", tokenFile: "x", salt: "x" };
  const binder = scrapeConfigs(context).find(({ job_name: job }) => job === "binder");
  const kept = new RegExp(`^(${String(at(binder, "metric_relabel_configs", 0, "regex"))})$`);
  for (const name of ["done_timestamp_seconds", "late_seconds", "asleep"])
    expect(`binderhub_schedule_${name}`).toMatch(kept);
});

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}
