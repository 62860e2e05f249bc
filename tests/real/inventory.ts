import { type KubernetesApi } from "../../sandbox/real/api";

/** Kinds that the program, the chart and the controllers make, by their paths in the API. */
const kinds = [
  ...[
    "namespaces",
    "services",
    "configmaps",
    "secrets",
    "serviceaccounts",
    "persistentvolumeclaims",
    "persistentvolumes",
  ].map((kind) => `/api/v1/${kind}`),
  ...["deployments", "statefulsets", "daemonsets"].map((kind) => `/apis/apps/v1/${kind}`),
  ...["roles", "rolebindings", "clusterroles", "clusterrolebindings"].map(
    (kind) => `/apis/rbac.authorization.k8s.io/v1/${kind}`,
  ),
  "/apis/batch/v1/jobs",
  "/apis/networking.k8s.io/v1/networkpolicies",
  "/apis/policy/v1/poddisruptionbudgets",
  "/apis/scheduling.k8s.io/v1/priorityclasses",
];

/** What is in a cluster: kind, namespace and name of each object. Helm's records, one a revision, do not count. */
export class Inventory {
  constructor(readonly objects: ReadonlySet<string>) {}

  /** What is here and not there (`-`), or there and not here (`+`). */
  differences(there: Inventory): string[] {
    return [
      ...[...this.objects].filter((one) => !there.objects.has(one)).map((one) => `- ${one}`),
      ...[...there.objects].filter((one) => !this.objects.has(one)).map((one) => `+ ${one}`),
    ];
  }
}

export async function inventory(api: KubernetesApi): Promise<Inventory> {
  const found = await Promise.all(
    kinds.map(async (path) => {
      const kind = path.slice(path.lastIndexOf("/") + 1);
      // A volume is called after its claim's uid.
      const nameOf = (name: string) => (kind === "persistentvolumes" ? "a volume" : name);
      return (await api.list(path))
        .filter(({ metadata }) => metadata.labels?.owner !== "helm")
        .map(({ metadata: { name, namespace } }) => [kind, namespace, nameOf(name)].filter(Boolean).join(" "));
    }),
  );
  return new Inventory(new Set(found.flat()));
}
