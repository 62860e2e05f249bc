import { at, isRecord } from "../../settings/untyped";
import { type Amounts } from "../cluster/allocatable";
import { bytes, bytesOfQuantity } from "../limits/memory";

/** A pod, as far as it matters for where it can run. */
export interface Pod extends Amounts {
  /** Labels that its node must have. */
  readonly selector: Readonly<Record<string, unknown>>;
  /** Terms of a required node affinity: one of them must match. */
  readonly terms: readonly unknown[];
  readonly tolerations: readonly unknown[];
}

/** The GPUs of NVIDIA, as Kubernetes calls them. */
export const gpuResource = "nvidia.com/gpu";

/** What users' servers and builds tolerate. The chart's default for servers, and fixed for builds in BinderHub's `build.py`. */
const dedicated = ["hub.jupyter.org/dedicated", "hub.jupyter.org_dedicated"].map((key) => ({
  key,
  operator: "Equal",
  value: "user",
  effect: "NoSchedule",
}));

/** The purpose that the chart requires of a node, as z2jh's `_scheduling-helpers.tpl` writes it. */
const forUsers = { matchExpressions: [{ key: "hub.jupyter.org/node-purpose", operator: "In", values: ["user"] }] };

/**
 * A user's server, as KubeSpawner makes it from the chart's values. AKS adds the toleration for GPUs to pods that ask for them.
 * @see https://learn.microsoft.com/azure/aks/faq for the admission controller ExtendedResourceToleration
 */
export function serverPod(values: unknown): Pod {
  const given = (...path: string[]) => at(values, "jupyterhub", ...path);
  const gpus = amount(
    given("singleuser", "extraResource", "limits", gpuResource) ??
      given("singleuser", "extraResource", "guarantees", gpuResource),
  );
  const required = given("scheduling", "userPods", "nodeAffinity", "matchNodePurpose") === "require" ? [forUsers] : [];
  return {
    ...{ pods: 1, gpus },
    cpu: amount(given("singleuser", "cpu", "guarantee") ?? given("singleuser", "cpu", "limit")) * 1000,
    memory: memory(given("singleuser", "memory", "guarantee") ?? given("singleuser", "memory", "limit"), bytes),
    selector: record(given("singleuser", "nodeSelector")),
    terms: [...required, ...list(given("singleuser", "extraNodeAffinity", "required"))],
    tolerations: [
      ...list(given("scheduling", "userPods", "tolerations") ?? dedicated),
      ...list(given("singleuser", "extraTolerations")),
      ...(gpus > 0 ? [{ key: gpuResource, operator: "Exists" }] : []),
    ],
  };
}

/** A build, as BinderHub makes it: `KubernetesBuildExecutor.submit` in its `build.py`. */
export function buildPod(values: unknown): Pod {
  const executor = at(values, "config", "KubernetesBuildExecutor");
  return {
    ...requested(at(executor, "resources")),
    selector: record(at(executor, "node_selector")),
    terms: [],
    tolerations: dedicated,
  };
}

/** The daemon that builds on a node, and the image cleaner beside it, which asks for nothing. `undefined` where the node's own Docker builds. */
export function daemonPod(values: unknown): Pod | undefined {
  const builder = at(values, "imageBuilderType");
  if (builder !== "dind" && builder !== "pink") return undefined;
  return {
    ...requested(at(values, builder, "resources")),
    selector: record(at(values, "config", "BinderHub", "build_node_selector")),
    terms: [],
    tolerations: [...dedicated, ...list(at(values, "tolerations"))],
  };
}

/** The hub's own pods: BinderHub, JupyterHub, its proxies and its schedulers. The chart gives only the first a request. */
export function corePods(values: unknown): readonly Pod[] {
  const resources = at(values, "resources") ?? { requests: { cpu: 0.2, memory: "512Mi" } };
  const pod = (from: unknown, given: unknown): Pod => ({
    ...requested(given),
    selector: record(at(from, "nodeSelector")),
    terms: [],
    tolerations: list(at(from, "tolerations")),
  });
  const hub = (...path: string[]) => {
    const found = at(values, "jupyterhub", ...path);
    return pod(found, at(found, "resources"));
  };
  const [binders, schedulers] = [
    at(values, "replicas"),
    at(values, "jupyterhub", "scheduling", "userScheduler", "replicas"),
  ];
  return [
    ...times(binders ?? 1, pod(values, resources)),
    hub("hub"),
    hub("proxy", "chp"),
    hub("proxy", "traefik"),
    ...times(schedulers ?? 2, hub("scheduling", "userScheduler")),
  ];
}

/** What a container asks for. Kubernetes takes a limit for a request where there is none. */
function requested(resources: unknown): Amounts {
  const asked = (name: string) => at(resources, "requests", name) ?? at(resources, "limits", name);
  return { cpu: amount(asked("cpu")) * 1000, memory: memory(asked("memory"), bytesOfQuantity), pods: 1, gpus: 0 };
}

/** Cores or GPUs: `2`, `"0.5"` or `"500m"`. What is no amount is left to the chart to refuse. */
function amount(value: unknown): number {
  const [, number, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(text(value)) ?? [];
  return (Number(number ?? 0) || 0) / (milli === "m" ? 1000 : 1);
}

/** MiB. */
function memory(value: unknown, read: (amount: string) => number): number {
  return (read(text(value)) || 0) / 2 ** 20;
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** So many of a pod; no more than a cluster can have anyway. */
function times(count: unknown, pod: Pod): Pod[] {
  return typeof count === "number" && count >= 0 && count <= 1000
    ? Array.from({ length: Math.floor(count) }, () => pod)
    : [pod];
}
