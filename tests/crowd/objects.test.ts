import { serverOf, placeholders, nodeKind, type Placing } from "../../crowd/objects";
import { reckon, usualPlan } from "../../crowd/plan";
import { nodesOf } from "../../sandbox/real/nodes";
import { at } from "../../settings/untyped";
import { run, withBinderHub } from "../upstream/binderhub";

const required = [{ matchExpressions: [{ key: "hub.jupyter.org/node-purpose", operator: "In", values: ["user"] }] }];
const tolerations = [{ key: "hub.jupyter.org/dedicated", operator: "Equal", value: "user", effect: "NoSchedule" }];

/** What the chart makes, as it is read from a cluster. */
const placing: Placing = {
  schedulerName: "binderhub-user-scheduler",
  priority: "binderhub-default-priority",
  placeholderPriority: "binderhub-user-placeholder-priority",
  like: {
    schedulerName: "binderhub-user-scheduler",
    tolerations,
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: required } },
    },
    containers: [{ name: "pause", resources: { requests: { cpu: "100m", memory: "512M" } } }],
  },
};
const reckoned = reckon(usualPlan);

withBinderHub("a person's server", () => {
  /** What the scheduler looks at. */
  const seen = (pod: unknown) => ({
    ...Object.fromEntries(
      ["schedulerName", "priorityClassName", "affinity", "tolerations", "nodeSelector", "restartPolicy"].map((key) => [
        key,
        at(pod, "spec", key),
      ]),
    ),
    containers: (at(pod, "spec", "containers") as unknown[]).map((one) => amounts(at(one, "resources", "requests"))),
  });
  const amounts = (requests: unknown) => {
    const cpu = String(at(requests, "cpu"));
    return [cpu.endsWith("m") ? parseFloat(cpu) / 1000 : parseFloat(cpu), Number(at(requests, "memory"))];
  };

  it("is to the scheduler what KubeSpawner makes", () => {
    const traits = {
      // As the chart's jupyterhub_config.py sets them.
      ...{ mem_guarantee: usualPlan.memory, mem_limit: "2G", cpu_guarantee: usualPlan.cpu, cpu_limit: 1 },
      ...{ scheduler_name: placing.schedulerName, priority_class_name: placing.priority },
      ...{ node_affinity_required: required, tolerations },
    };
    const made: unknown = JSON.parse(run("pods.py", traits));
    expect(seen(serverOf(1, reckoned.server, placing))).toEqual(seen(made));
  });
});

it("gives small placeholders what the chart gives its own", () =>
  expect(at(placeholders(3, undefined, placing), "spec", "template", "spec", "containers", 0, "resources")).toEqual({
    requests: { cpu: "100m", memory: "512M" },
  }));

it("gives placeholders the lower priority", () =>
  expect(at(placeholders(3, undefined, placing), "spec", "template", "spec", "priorityClassName")).toBe(
    placing.placeholderPriority,
  ));

it("registers nodes with what AKS leaves of them, and AKS's taint", () => {
  const [node] = nodesOf([nodeKind(reckoned.pool, 1)]);
  // 16 GiB less a quarter, 100 MiB of the kubelet's threshold, and what the kernel takes: 100 MiB and a fiftieth.
  const memory = Math.floor(16384 - 4096 - 100 - (100 + 16384 / 50));
  expect(at(node, "status", "allocatable")).toMatchObject({ cpu: "3860m", memory: `${memory}Mi`, pods: "250" });
  expect(at(node, "spec", "taints")).toEqual([
    { key: "hub.jupyter.org_dedicated", value: "user", effect: "NoSchedule" },
  ]);
});
