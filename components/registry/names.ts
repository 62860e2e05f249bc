import { type Settings } from "../../settings/settings";
import { cloudOf } from "../cluster/clouds";

/** What is known about a registry before anything exists. */
export interface RegistryNames {
  /** The first part of every image's name, with the hyphen at its end. */
  readonly imagePrefix: string;
  /** Key of the credentials in Docker's `config.json`. Absent for Docker Hub. */
  readonly url?: string;
  /** The user that pushes. Absent if no login is needed. */
  readonly username?: string;
  /** Whether users' pods need the credentials to pull. */
  readonly pullSecret: boolean;
  /** Where a registry in the cluster is. */
  readonly inCluster?: { readonly namespace: string; readonly host: string; readonly nodePort: number };
}

/**
 * Name of the volume of a registry in the cluster. The volumes of many local clusters cannot grow, and no volume can shrink. So another size is
 * another volume, without images.
 */
export function registryVolume(size: string): string {
  return `registry-${size.toLowerCase()}`;
}

/** Google's user name for a service account's JSON key. */
const googleUser = "_json_key";

/**
 * The names that follow from a registry's settings. `undefined` if there is no registry.
 *
 * @param namespace the hub's; an in-cluster registry gets one of its own beside it
 */
export function registryNames(registry: Settings["registry"], namespace: string): RegistryNames | undefined {
  switch (registry.type) {
    case "dockerHub":
      return {
        imagePrefix: `${registry.organization ?? registry.username}/${registry.prefix}-`,
        username: registry.username,
        pullSecret: registry.private,
      };
    case "azure":
    case "azureExisting": {
      const host = registry.host ?? `${registry.name.toLowerCase()}.${cloudOf("public").registries}`;
      return {
        imagePrefix: `${host}/${registry.project}/${registry.prefix}-`,
        url: `https://${host}`,
        username: registry.type === "azure" ? registry.name : (registry.username ?? registry.name),
        pullSecret: registry.type === "azureExisting" || registry.pull === "secret",
      };
    }
    case "googleArtifactRegistry": {
      const host = `${registry.region}-docker.pkg.dev`;
      return {
        imagePrefix: `${host}/${registry.project}/${registry.repository}/${registry.prefix}-`,
        url: `https://${host}`,
        username: googleUser,
        pullSecret: true,
      };
    }
    case "gcr":
      return {
        imagePrefix: `gcr.io/${registry.project}/${registry.prefix}-`,
        url: "https://gcr.io",
        username: googleUser,
        pullSecret: true,
      };
    case "custom": {
      const path = registry.path === undefined ? "" : `${registry.path}/`;
      return {
        imagePrefix: `${registry.url.replace("https://", "")}/${path}${registry.prefix}-`,
        url: registry.url,
        username: registry.username,
        pullSecret: true,
      };
    }
    case "inCluster": {
      const own = `${namespace}-registry`;
      return {
        imagePrefix: `localhost:${registry.nodePort}/${registry.prefix}-`,
        pullSecret: false,
        inCluster: { namespace: own, host: `registry.${own}.svc.cluster.local:5000`, nodePort: registry.nodePort },
      };
    }
    case "none":
      return undefined;
  }
}
