import { type V1Node } from "@kubernetes/client-node";
import { at } from "../../../settings/untyped";
import { newNodes, setAndUp } from "./commands";
import { probe, skipped, type Verdict, warning, well, wrong } from "./probe";
import { isReady } from "../ready-pod";
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

export function seenNode(node: V1Node): SeenNode {
  const { metadata, spec, status } = node;
  const conditions = status?.conditions ?? [];
  const image = metadata?.labels?.["kubernetes.azure.com/node-image-version"];
  return {
    name: metadata?.name ?? "",
    ready: isReady(node),
    cordoned: spec?.unschedulable === true,
    pressures: conditions.filter(({ type, status: is }) => type !== "Ready" && is === "True").map(({ type }) => type),
    version: status?.nodeInfo?.kubeletVersion ?? "",
    ...(image !== undefined && { image }),
  };
}

export async function listNodes({ cluster }: World): Promise<readonly SeenNode[]> {
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
  judge: (seen, facts): Verdict => {
    const down = seen.filter(({ ready }) => !ready).map(({ name }) => name);
    if (down.length > 0)
      return wrong(
        `not ready: ${down.join(", ")}`,
        `This says why:\nkubectl describe node ${down[0] ?? ""}\nThis replaces nodes:\n${newNodes(facts)}`,
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
  // Whoever may ask a kubelet may also run commands in its pods.
  administrator: true,
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
