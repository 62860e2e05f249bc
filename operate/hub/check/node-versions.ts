import { versions } from "../../../settings/versions";
import { newNodes, setAndUp } from "./commands";
import { listNodes, type SeenNode } from "./nodes";
import { probe, skipped, type Verdict, warning, well, wrong } from "./probe";

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
  judge: (seen, facts, now): Verdict => {
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
          `Does binderhub:azure.maintenance leave AKS time for it? At once:\n${newNodes(facts)}`,
        );
  },
});
