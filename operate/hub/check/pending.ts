import { type V1Pod } from "@kubernetes/client-node";
import { kubectl, setAndUp } from "./commands";
import { troubleOf } from "./parts";
import { probe, well, wrong } from "./probe";

/** A pod that waits for a node. */
interface Waiting {
  readonly name: string;
  readonly why: string;
  /** Seconds that it has waited. */
  readonly since: number;
}

export const pending = probe<readonly Waiting[]>({
  id: "pending",
  group: "cluster",
  title: "Nobody waits for a node",
  tried: ({ namespace }) => `pods in ${namespace} that wait for more than 5 minutes`,
  needs: ["nodes", "parts"],
  seconds: 30,
  look: async ({ cluster }) => {
    const { items } = await cluster.ask(
      "list pods",
      cluster.core.listNamespacedPod({ namespace: cluster.namespace, fieldSelector: "status.phase=Pending" }),
    );
    return items.map((pod) => waiting(pod, Date.now()));
  },
  judge: (seen, facts) => {
    // People's own pods only: placeholders and what holds nodes wait by design, until there is room.
    const late = seen.filter(
      ({ name, since }) => since > 300 && !/^(user-placeholder|binder-keeper|binder-event)-/.test(name),
    );
    const [first] = late;
    if (first === undefined)
      return well(seen.length === 0 ? "no pod waits" : `${seen.length} since less than 5 minutes`);
    const saw = `${late.map(({ name }) => name).join(", ")}: ${first.why}`;
    if (/Insufficient|nodes are available|Too many pods/.test(first.why))
      return wrong(
        saw,
        facts.cluster.platform === "azure"
          ? `Set aside less for each server (binderhub:limits.userMemoryGuarantee), or allow more nodes:\n${setAndUp("azure.pools.users.max", 10)}`
          : "Add nodes, or set aside less for each server: binderhub:limits.userMemoryGuarantee.",
      );
    return wrong(saw, kubectl(facts, `describe pod ${first.name}`));
  },
});

function waiting(pod: V1Pod, now: number): Waiting {
  const since = (now - new Date(pod.metadata?.creationTimestamp ?? now).getTime()) / 1000;
  return { name: pod.metadata?.name ?? "", why: troubleOf(pod) ?? "it says nothing", since: Math.round(since) };
}
