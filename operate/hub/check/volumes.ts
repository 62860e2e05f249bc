import { at } from "../../../settings/untyped";
import { readyPod } from "../ready-pod";
import { kubectl } from "./commands";
import { probe, skipped, type Verdict, warning, well, wrong } from "./probe";

/** A claim that has no volume. */
interface Claim {
  readonly name: string;
  readonly phase: string;
  readonly storageClass: string;
  /** Seconds since it was made. */
  readonly age: number;
  /** What Kubernetes says of it. */
  readonly why: string;
}

export const claims = probe<readonly Claim[]>({
  id: "claims",
  group: "cluster",
  title: "Every claim has its volume",
  tried: ({ namespace }) => `persistent volume claims in ${namespace}`,
  seconds: 30,
  look: async ({ cluster }) => {
    const { namespace } = cluster;
    const [{ items }, events] = await Promise.all([
      cluster.ask("list claims", cluster.core.listNamespacedPersistentVolumeClaim({ namespace })),
      cluster.ask(
        "list events",
        cluster.core.listNamespacedEvent({ namespace, fieldSelector: "involvedObject.kind=PersistentVolumeClaim" }),
      ),
    ]);
    return items.map(({ metadata, spec, status }) => ({
      name: metadata?.name ?? "",
      phase: status?.phase ?? "",
      storageClass: spec?.storageClassName ?? "",
      age: Math.round((Date.now() - new Date(metadata?.creationTimestamp ?? Date.now()).getTime()) / 1000),
      why: events.items.findLast(({ involvedObject }) => involvedObject.name === metadata?.name)?.message ?? "",
    }));
  },
  judge: (seen, facts) => {
    // A volume that waits for its first consumer is as it should be.
    const bad = seen.find(({ phase, age, why }) => phase !== "Bound" && age > 120 && !/first consumer/i.test(why));
    if (bad === undefined) return well(`${seen.length} claims`);
    const saw = `${bad.name} is ${bad.phase}: ${bad.why || `its storage class is ${bad.storageClass || "the default"}`}`;
    return wrong(
      saw,
      /storageclass.*not found|no persistent volumes|no storage class/i.test(saw)
        ? "Set binderhub:storage.storageClass to one that is there:\nkubectl get storageclass"
        : kubectl(facts, `describe pvc ${bad.name}`),
    );
  },
});

/** How full a volume is. */
interface Volume {
  readonly name: string;
  /** Bytes. */
  readonly used: number;
  readonly size: number;
}

export const volumes = probe<readonly Volume[]>({
  id: "volumes-full",
  group: "cluster",
  title: "Volumes have room: the hub's database, and people's",
  tried: () => "df in the hub's pod, and what the kubelets say of claims",
  needs: ["parts"],
  seconds: 60,
  look: async ({ cluster, kind }) => {
    const [hub, nodes] = await Promise.all([
      readyPod(cluster, "component=hub"),
      cluster.ask("list nodes", cluster.core.listNode()),
    ]);
    const [df, ...stats] = await Promise.all([
      cluster.run({ pod: hub, container: "hub", command: ["df", "-PB1", "/srv/jupyterhub"], seconds: 20 }),
      // Not every cluster lets one ask its kubelets, and none a scheduled check.
      ...(kind === "scheduled" ? [] : nodes.items).map(({ metadata }) =>
        cluster.stats(metadata?.name ?? "").catch(() => undefined),
      ),
    ]);
    const [, size, used] = df.out.trim().split("\n").at(-1)?.split(/\s+/) ?? [];
    return [
      { name: "hub-db-dir", used: Number(used), size: Number(size) },
      ...stats.flatMap((one) => ofKubelet(one, cluster.namespace)),
    ];
  },
  judge: (seen): Verdict => {
    const share = ({ used, size }: Volume) => (size > 0 ? Math.round((used / size) * 100) : 0);
    if (seen.length === 0) return skipped("nobody says");
    const fullest = seen.reduce((one, other) => (share(other) > share(one) ? other : one));
    const saw = `${fullest.name}: ${share(fullest)} % of ${inUnits(fullest.size)}`;
    const mend =
      fullest.name === "hub-db-dir"
        ? "pulumi config set --path binderhub:extraValues.jupyterhub.hub.db.pvc.storage 5Gi && pulumi up"
        : "Ask the person to clear up. binderhub:storage.size holds for volumes that are made from then on.";
    if (share(fullest) >= 98) return wrong(saw, mend);
    return share(fullest) >= 85 ? warning(saw, mend) : well(saw);
  },
});

/** @see https://github.com/kubernetes/kubelet/blob/master/pkg/apis/stats/v1alpha1/types.go `VolumeStats` */
function ofKubelet(stats: unknown, namespace: string): Volume[] {
  const pods = at(stats, "pods");
  if (!Array.isArray(pods)) return [];
  return (pods as unknown[])
    .filter((pod) => at(pod, "podRef", "namespace") === namespace)
    .flatMap((pod) => {
      const found = at(pod, "volume");
      return Array.isArray(found) ? (found as unknown[]) : [];
    })
    .filter((volume) => typeof at(volume, "pvcRef", "name") === "string")
    .map((volume) => ({
      name: String(at(volume, "pvcRef", "name")),
      used: Number(at(volume, "usedBytes") ?? 0),
      size: Number(at(volume, "capacityBytes") ?? 0),
    }));
}

function inUnits(bytes: number): string {
  return bytes >= 2 ** 30 ? `${Math.round(bytes / 2 ** 30)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}
