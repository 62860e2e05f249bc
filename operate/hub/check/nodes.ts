import { type V1Node, type V1Pod } from "@kubernetes/client-node";
import { versions } from "../../../settings/versions";
import { at } from "../../../settings/untyped";
import { kubectl, setAndUp } from "./commands";
import { troubleOf } from "./parts";
import { probe, skipped, type Verdict, warning, well, wrong } from "./probe";
import { type World } from "./world";

/** A node, as far as it matters for whether people can come. */
export interface SeenNode {
  readonly name: string;
  readonly ready: boolean;
  readonly cordoned: boolean;
  /** Conditions that are not as they should be: `DiskPressure`. */
  readonly pressures: readonly string[];
  /** Kubernetes of the kubelet: `v1.36.3`. */
  readonly version: string;
  /** AKS's name of the node's image: `AKSUbuntu-2204gen2containerd-202609.15.0`. */
  readonly image?: string;
}

export function seenNode({ metadata, spec, status }: V1Node): SeenNode {
  const conditions = status?.conditions ?? [];
  const image = metadata?.labels?.["kubernetes.azure.com/node-image-version"];
  return {
    name: metadata?.name ?? "",
    ready: conditions.some(({ type, status: is }) => type === "Ready" && is === "True"),
    cordoned: spec?.unschedulable === true,
    pressures: conditions.filter(({ type, status: is }) => type !== "Ready" && is === "True").map(({ type }) => type),
    version: status?.nodeInfo?.kubeletVersion ?? "",
    ...(image !== undefined && { image }),
  };
}

async function listNodes({ cluster }: World): Promise<readonly SeenNode[]> {
  const { items } = await cluster.ask("list nodes", cluster.core.listNode());
  return items.map(seenNode);
}

export const nodes = probe<readonly SeenNode[]>({
  id: "nodes",
  group: "cluster",
  title: "Nodes are ready and take pods",
  tried: () => "the cluster's nodes",
  needs: ["image-cleaner"],
  seconds: 30,
  look: listNodes,
  judge: (seen): Verdict => {
    const down = seen.filter(({ ready }) => !ready).map(({ name }) => name);
    if (down.length > 0)
      return wrong(
        `not ready: ${down.join(", ")}`,
        `This says why:\nkubectl describe node ${down[0] ?? ""}\nThis replaces nodes:\naz aks nodepool upgrade --node-image-only`,
      );
    const pressed = seen.find(({ pressures }) => pressures.length > 0);
    if (pressed !== undefined)
      return wrong(
        `${pressed.name}: ${pressed.pressures.join(", ")}`,
        pressed.pressures.includes("DiskPressure")
          ? setAndUp("limits.imageCleanerHigh", 70)
          : `Who uses it?\nkubectl top pods --all-namespaces --sort-by=memory\nMore nodes:\n${setAndUp("azure.nodeCount", 4)}`,
      );
    const closed = seen.filter(({ cordoned }) => cordoned).map(({ name }) => name);
    if (closed.length > 0)
      return (closed.length === seen.length ? wrong : warning)(
        `closed to new pods: ${closed.join(", ")}`,
        `kubectl uncordon ${closed.join(" ")}`,
      );
    return well(`${seen.length} ready`);
  },
});

/** What the cleaner of images did, by its own log. */
interface Cleaner {
  /** Nodes that are closed to new pods. */
  readonly cordoned: readonly string[];
  /** Last lines of its log, by node. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
}

export const cleaner = probe<Cleaner>({
  id: "image-cleaner",
  group: "cluster",
  title: "The image cleaner leaves nodes open",
  tried: () => "its log of the last hour, and nodes that are closed to new pods",
  seconds: 40,
  look: async (world) => {
    const { cluster } = world;
    const [all, { items }] = await Promise.all([
      listNodes(world),
      cluster.ask(
        "list pods",
        cluster.core.listNamespacedPod({
          namespace: cluster.namespace,
          labelSelector: "component=image-cleaner",
        }),
      ),
    ]);
    const logs = await Promise.all(
      items.map(async ({ metadata, spec }): Promise<[string, readonly string[]]> => {
        const text = await cluster.log(metadata?.name ?? "", spec?.containers.at(-1)?.name, {
          seconds: 3600,
          lines: 200,
        });
        return [spec?.nodeName ?? "", text.trim().split("\n")];
      }),
    );
    return { cordoned: all.filter(({ cordoned }) => cordoned).map(({ name }) => name), logs: Object.fromEntries(logs) };
  },
  judge: ({ cordoned, logs }) => {
    for (const [node, lines] of Object.entries(logs)) {
      const cordons = lines.filter((line) => /Cordoning node/i.test(line)).length;
      const uncordons = lines.filter((line) => /Uncordoning node/i.test(line)).length;
      if (cordoned.includes(node) && cordons > 0)
        return wrong(
          `it keeps ${node} closed to new pods: the disk is fuller than it can make it by deleting images`,
          `Let the disk be fuller, or give nodes larger disks, and open the node:\n${setAndUp("limits.imageCleanerHigh", 90)}\nkubectl uncordon ${node}`,
        );
      if (cordons >= 5)
        return warning(
          `it closed ${node} ${cordons} times in an hour, and opened it ${uncordons} times: images come faster than they fit`,
          setAndUp("limits.imageCleanerHigh", 90),
        );
    }
    return Object.keys(logs).length === 0 ? well("the hub has none") : well("no node is closed by it");
  },
});

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
    // People's own pods only: placeholders wait by design, until there is room.
    const late = seen.filter(({ name, since }) => since > 300 && !name.startsWith("user-placeholder"));
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

/** How full a node's disk is. */
interface Disk {
  readonly node: string;
  /** Bytes. */
  readonly used: number;
  readonly size: number;
}

export const disks = probe<readonly Disk[]>({
  id: "node-disks",
  group: "cluster",
  title: "The nodes' disks have room",
  tried: () => "what each node's kubelet says of its disk",
  needs: ["nodes"],
  seconds: 40,
  look: async ({ cluster }) => {
    const { items } = await cluster.ask("list nodes", cluster.core.listNode());
    return Promise.all(
      items.map(async ({ metadata }) => {
        const node = metadata?.name ?? "";
        const stats = await cluster.stats(node);
        const [used, size] = [at(stats, "node", "fs", "usedBytes"), at(stats, "node", "fs", "capacityBytes")];
        return { node, used: Number(used ?? 0), size: Number(size ?? 0) };
      }),
    );
  },
  judge: (seen): Verdict => {
    if (seen.every(({ size }) => size === 0)) return skipped("the kubelets do not say");
    const share = ({ used, size }: Disk) => (size === 0 ? 0 : Math.round((used / size) * 100));
    const full = seen.find((disk) => share(disk) >= 90);
    const saw = seen
      .map((disk) => `${disk.node}: ${share(disk)} % of ${Math.round(disk.size / 2 ** 30)} GiB`)
      .join(", ");
    return full === undefined
      ? well(saw)
      : warning(saw, `Clean up earlier, or give nodes larger disks:\n${setAndUp("limits.imageCleanerHigh", 70)}`);
  },
});

export const support = probe<readonly string[]>({
  id: "kubernetes-support",
  group: "cluster",
  title: "This version of Kubernetes is supported for 30 days or more",
  tried: () => "the kubelets' versions, and AKS's table of ends",
  seconds: 30,
  look: async (world) => [...new Set((await listNodes(world)).map(({ version }) => version))],
  judge: (seen, _facts, now): Verdict => {
    for (const version of seen) {
      const minor = Number(/^v?1\.(\d+)/.exec(version)?.[1]);
      const ends = versions.kubernetesEnds.is.get(minor)?.usual;
      const oldest = Math.min(...versions.kubernetesEnds.is.keys());
      if (ends === undefined && minor >= oldest) continue;
      const left = ends === undefined ? -1 : Math.floor((Date.parse(ends) - now.getTime()) / 86_400_000);
      const saw =
        ends === undefined
          ? `${version}: AKS supports it no more`
          : `${version}: AKS supports it until ${ends}, ${left < 0 ? "which is over" : `${left} days more`}`;
      const mend = setAndUp("azure.kubernetesVersion", `1.${minor + 1}`);
      if (left < 0) return wrong(saw, mend);
      if (left < 30) return warning(saw, mend);
    }
    return well(seen.join(", "));
  },
});

/** Days after which a node's image lacks a month and more of security updates. AKS makes one every week. */
const oldImage = 60;

export const nodeImage = probe<readonly SeenNode[]>({
  id: "node-image",
  group: "cluster",
  title: "The nodes' images have this month's security updates",
  tried: () => "the label kubernetes.azure.com/node-image-version",
  without: ({ cluster }) => (cluster.platform === "azure" ? undefined : "its nodes are not the stack's"),
  seconds: 30,
  look: listNodes,
  judge: (seen, _facts, now): Verdict => {
    const dated = seen.flatMap(({ name, image }) => {
      // @see https://learn.microsoft.com/azure/aks/node-image-upgrade: the end of the name is year, month and day.
      const [, year, month, day] = /-(\d{4})(\d{2})\.(\d{2})\.\d+$/.exec(image ?? "") ?? [];
      return year === undefined
        ? []
        : [
            {
              name,
              image: image ?? "",
              days: Math.floor((now.getTime() - Date.UTC(Number(year), Number(month) - 1, Number(day))) / 86_400_000),
            },
          ];
    });
    if (dated.length === 0) return skipped("the nodes do not say");
    const old = dated.find(({ days }) => days > oldImage);
    return old === undefined
      ? well(`${Math.max(...dated.map(({ days }) => days))} days old at most`)
      : warning(
          `${old.name}: ${old.image}, ${old.days} days old`,
          "Does binderhub:azure.maintenance leave AKS time for it? At once:\naz aks nodepool upgrade --node-image-only",
        );
  },
});

export const nodeProbes = [cleaner, nodes, pending, disks, support, nodeImage];
