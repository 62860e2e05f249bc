import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Problem } from "../../settings/problems";
import { type Settings } from "../../settings/settings";

/** Whether a command can be run. */
export type Finds = (command: string) => boolean;

/** Looks for a command in the folders of the PATH. */
export const onPath: Finds = (command) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => folder !== "" && [command, `${command}.exe`].some((name) => existsSync(join(folder, name))));

/**
 * A cluster that people log in to with Entra ID is reached only through `kubelogin`. Without it, Pulumi would make the cluster, and then fail to
 * install anything in it.
 * @see https://azure.github.io/kubelogin/install.html
 */
export function kubeloginMissing({ place }: Settings, finds: Finds): Problem[] {
  if (place.platform !== "azure" || place.entraAccess === undefined || finds("kubelogin")) return [];
  const rule =
    "needs the command kubelogin, which is not on the PATH: Pulumi, kubectl and helm log in to the cluster with it. Install it, with sudo if need be";
  return [{ key: "binderhub:azure.entraAccess", rule, mend: "az aks install-cli" }];
}
