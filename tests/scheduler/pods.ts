import { at } from "../../settings/untyped";
import { type Amounts } from "./nodes";

/** A toleration as Kubernetes has it. */
interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
}

/** A pod, as the scheduler sees it. */
export interface Pod {
  readonly asks: Amounts;
  readonly selector: Readonly<Record<string, string>>;
  /** Values of `hub.jupyter.org/node-purpose` that it requires. */
  readonly purpose?: string;
  readonly tolerations: readonly Toleration[];
}

/** What the charts write where nobody sets a value: `values.yaml` of binderhub and of jupyterhub 4. */
const chartDefaults = {
  binder: { requests: { cpu: 0.2, memory: "512Mi" } },
  userTolerations: [
    { key: "hub.jupyter.org/dedicated", operator: "Equal", value: "user" },
    { key: "hub.jupyter.org_dedicated", operator: "Equal", value: "user" },
  ],
};

const none: Amounts = { cores: 0, memory: 0, gpus: 0, pods: 1 };

/** AKS's own pods: on each node with Cilium, and once in a cluster. As `kubectl describe node` shows them. */
export const aksEachNode = pods([0.1, 50], [0.05, 50], [0.03, 60], [0.03, 60], [0.04, 250], [0, 100]);
export const aksOnce = pods([0.1, 70], [0.1, 70], [0.02, 10], [0.02, 20], [0.02, 20], [0.16, 150], [0.16, 150]);

/** The hub's own Deployments. */
export function hubPods(values: unknown): readonly Pod[] {
  const binders = Number(at(values, "replicas") ?? 1);
  const others = [["hub"], ["proxy", "chp"], ["scheduling", "userScheduler"], ["scheduling", "userScheduler"]];
  return [
    ...Array.from({ length: binders }, () => plainPod(asks(at(values, "resources") ?? chartDefaults.binder))),
    ...others.map((path) => plainPod(asks(at(values, "jupyterhub", ...path, "resources")))),
  ];
}

/** A user's server as KubeSpawner makes it; AKS adds the toleration for GPUs (its admission controller ExtendedResourceToleration). */
export function userPod(values: unknown): Pod {
  const single = (...path: string[]) => at(values, "jupyterhub", "singleuser", ...path);
  const gpus = Number(single("extraResource", "limits", "nvidia.com/gpu") ?? 0);
  const purpose = at(values, "jupyterhub", "scheduling", "userPods", "nodeAffinity", "matchNodePurpose");
  return {
    asks: {
      cores: Number(single("cpu", "guarantee") ?? single("cpu", "limit") ?? 0),
      memory: memory(single("memory", "guarantee") ?? single("memory", "limit") ?? 0, 1024),
      gpus,
      pods: 1,
    },
    selector: (single("nodeSelector") ?? {}) as Pod["selector"],
    ...(purpose === "require" && { purpose: "user" }),
    tolerations: [
      ...chartDefaults.userTolerations,
      ...((single("extraTolerations") ?? []) as Toleration[]),
      ...(gpus > 0 ? [{ key: "nvidia.com/gpu", operator: "Exists" }] : []),
    ],
  };
}

/** A build's pod: BinderHub's `build.py` fixes its tolerations. */
export function buildPod(values: unknown): Pod {
  const executor = at(values, "config", "KubernetesBuildExecutor");
  const selector = (at(executor, "node_selector") ?? {}) as Pod["selector"];
  return { asks: asks(at(executor, "resources")), selector, tolerations: chartDefaults.userTolerations };
}

/** The daemon that builds, on each node that its selector takes. */
export function daemonPod(values: unknown): Pod {
  const selector = (at(values, "config", "BinderHub", "build_node_selector") ?? {}) as Pod["selector"];
  const resources = at(values, String(at(values, "imageBuilderType")), "resources");
  return { asks: asks(resources), selector, tolerations: chartDefaults.userTolerations };
}

function plainPod(its: Amounts): Pod {
  return { asks: its, selector: {}, tolerations: [] };
}

function pods(...all: readonly (readonly [cores: number, memory: number])[]): readonly Pod[] {
  return all.map(([cores, mebibytes]) => plainPod({ ...none, cores, memory: mebibytes }));
}

/** Requests; a limit alone is one too. */
function asks(resources: unknown): Amounts {
  const of = (what: string) => at(resources, "requests", what) ?? at(resources, "limits", what) ?? 0;
  return { ...none, cores: Number(of("cpu")), memory: memory(of("memory"), 1000) };
}

/** MiB of `2G` or `4Gi`. @param base what a unit without `i` is a power of: 1024 in JupyterHub, 1000 in Kubernetes */
function memory(amount: unknown, base: number): number {
  const [, number = "0", unit = "", binary = ""] = /^([\d.]+)([KMGT]?)(i?)$/.exec(String(amount)) ?? [];
  return (Number(number) * (binary === "i" ? 1024 : base) ** ["", "K", "M", "G", "T"].indexOf(unit)) / 2 ** 20;
}
