import { only } from "../../settings/only";
import { type Settings } from "../../settings/settings";
import { type HubUrls } from "../address/urls";
import { type BackupFacts, backupFacts } from "../backup/facts";
import { type AzurePlace } from "../cluster/settings";
import { familyOf } from "../cluster/vm-sizes";
import { registryNames } from "../registry/names";
import { type EventFacts } from "../events/facts";
import { eventFacts } from "../events/facts-of";
import { type ScheduleFacts, scheduleFacts } from "../schedule/facts";
import { type CheckEvery } from "./every";
import { checkName } from "./names";
import { checkRepository, type CheckRepository } from "./repository";

/**
 * What `npm run hub` must know of a hub, as an output of its stack. Nothing in it is secret but the token. Where something is left out, the hub does
 * not have it.
 */
export interface HubFacts {
  readonly namespace: string;
  /** How the cluster is reached: by the output `kubeconfig`, or by a context of a file. */
  readonly cluster: AzureCluster | ExistingCluster;
  /** The Binder page. */
  readonly binderUrl: string;
  /** JupyterHub, without a slash at the end. */
  readonly hubUrl: string;
  /** Public addresses that the stack made. */
  readonly addresses: { readonly hub?: string; readonly binder?: string };
  readonly exposure: Settings["exposure"]["type"];
  /** Where certificates come from. */
  readonly https?: { readonly from: "letsEncrypt" | "letsEncryptStaging" | "own" };
  readonly login: Settings["auth"]["type"];
  /** The service that may launch, and its token. Only where people log in and `operate.check` is set. */
  readonly check?: { readonly name: string; readonly token: string };
  /** What is launched to see whether the hub works. */
  readonly repository?: CheckRepository;
  /** Each person's volume: where it is seen, and what a new one is like. */
  readonly storage?: { readonly mountPath: string; readonly size: string; readonly storageClass?: string };
  readonly registry: { readonly type: Settings["registry"]["type"]; readonly prefix?: string };
  readonly builder: Settings["builder"];
  /** Host of GitHub, if it is a server of one's own. */
  readonly githubHost?: string;
  /** Host of GitLab, if it is a server of one's own. */
  readonly gitlabHost?: string;
  /** Largest number of servers at a time. */
  readonly totalQuota?: number;
  /** Time from one check of the schedule to the next. */
  readonly checkEvery?: CheckEvery;
  /** What watches the hub. */
  readonly monitoring?: "inCluster" | "azure";
  /** Why the hub has been closed. */
  readonly closed?: string;
  /** Where copies of its files are. */
  readonly backup?: BackupFacts;
  /** When it is open, if it is not always. */
  readonly schedule?: ScheduleFacts;
  /** Workshops and lectures. */
  readonly events?: readonly EventFacts[];
}

interface AzureCluster {
  readonly platform: "azure";
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  /** Families of its nodes' sizes, as `az vm list-usage` names them. */
  readonly families: readonly string[];
}

interface ExistingCluster {
  readonly platform: "existing";
  readonly context: string;
  /** Path of a kubeconfig. */
  readonly kubeconfig: string;
}

/** What is known of a hub once it is made. */
export interface MadeHub {
  readonly urls: HubUrls;
  readonly ip?: string;
  readonly binderIp?: string;
  /** Token of the service {@link checkName}. */
  readonly token?: string;
}

/** The facts of a hub. */
export function hubFacts(settings: Settings, { urls, ip, binderIp, token }: MadeHub): HubFacts {
  const { place, exposure, auth, storage, registry, limits, repositories } = settings;
  const prefix = registryNames(registry, settings.namespace)?.imagePrefix;
  const { githubHost, gitlabHost } = repositories;
  return {
    namespace: settings.namespace,
    cluster:
      place.platform === "azure"
        ? azureCluster(place)
        : { platform: "existing", context: place.context, kubeconfig: place.kubeconfig },
    binderUrl: urls.binder,
    hubUrl: urls.hub,
    addresses: { ...(ip !== undefined && { hub: ip }), ...(binderIp !== undefined && { binder: binderIp }) },
    exposure: exposure.type,
    ...(exposure.type === "singleHost" && exposure.https && { https: { from: certificatesOf(exposure.https) } }),
    login: auth.type,
    ...(token !== undefined && { check: { name: checkName, token } }),
    ...only("repository", checkRepository(settings)),
    ...(storage !== undefined && auth.type !== "none" && { storage: storageFacts(storage) }),
    registry: { type: registry.type, ...only("prefix", prefix) },
    builder: settings.builder,
    ...only("githubHost", githubHost),
    ...only("gitlabHost", gitlabHost),
    ...only("totalQuota", limits.totalQuota),
    ...only("checkEvery", settings.operate.checkEvery),
    ...(settings.monitoring.type !== "none" && { monitoring: settings.monitoring.type }),
    ...only("closed", settings.operate.closed),
    ...only("backup", backupFacts(settings)),
    ...only("schedule", scheduleFacts(settings)),
    ...only("events", eventFacts(settings)),
  };
}

function azureCluster({ resourceGroup, clusterName, location, vmSize, pools }: AzurePlace): AzureCluster {
  const sizes = [vmSize, ...Object.values(pools).map((pool) => pool.vmSize)];
  const families = new Set(sizes.flatMap((size) => familyOf(size) ?? []));
  return { platform: "azure", resourceGroup, name: clusterName, location, families: [...families] };
}

function storageFacts({ mountPath, size, storageClass }: NonNullable<Settings["storage"]>) {
  return { mountPath, size, ...only("storageClass", storageClass) };
}

type Https = NonNullable<Extract<Settings["exposure"], { type: "singleHost" }>["https"]>;

function certificatesOf(https: Https) {
  if (https.email === undefined) return "own";
  return https.staging ? "letsEncryptStaging" : "letsEncrypt";
}
