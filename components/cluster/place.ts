import { fullPath } from "../../settings/files";
import { completion } from "../../settings/question";
import { chooseContext } from "./kubeconfig";

/** Where the hub runs. For an existing cluster, this reads the kubeconfig. */
export const place = [
  completion(["platform", "azure", "location"], ({ platform, azure, location }) =>
    platform === "azure" ? { adds: { place: { platform, ...azure, location } } } : { adds: {} },
  ),
  completion(["platform", "existing"], ({ platform, existing }, { read, project }) => {
    if (platform !== "existing") return { adds: {} };
    const kubeconfig = fullPath(existing.kubeconfig, project);
    const { context, problems } = chooseContext(existing.kubeconfig, read(kubeconfig), existing.context);
    return { adds: context === undefined ? {} : { place: { ...existing, platform, kubeconfig, context } }, problems };
  }),
];
