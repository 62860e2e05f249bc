import { isRecord } from "../settings/untyped";
import { type Path } from "./claims";

const keys = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(" ")));

/**
 * Keys of the objects in which the charts take no others, as far as older charts had others there. A test compares them with the charts' schemas.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/main/jupyterhub/values.schema.yaml
 * @see https://github.com/jupyterhub/binderhub/blob/main/helm-chart/binderhub/values.schema.yaml
 */
export const strictKeys: Readonly<Record<string, ReadonlySet<string>>> = {
  deployment: keys("labels livenessProbe readinessProbe"),
  dind: keys("daemonset enabled hostLibDir hostSocketDir hostSocketName initContainers resources storageDriver"),
  "dind.daemonset": keys("extraArgs extraVolumeMounts extraVolumes image lifecycle"),
  imageCleaner: keys(
    "cordon delay enabled extraEnv host image imageGCThresholdHigh imageGCThresholdLow imageGCThresholdType",
  ),
  ingress: keys("annotations enabled hosts https ingressClassName pathSuffix pathType tls"),
  pink: keys("daemonset hostSocketDir hostSocketName hostStorageDir initContainers resources"),
  rbac: keys("enabled"),
  service: keys("annotations labels loadBalancerIP nodePort type"),
  jupyterhub: keys(
    "cull custom debug enabled fullnameOverride global hub imagePullSecret imagePullSecrets ingress nameOverride",
    "prePuller proxy rbac scheduling singleuser",
  ),
  "jupyterhub.cull": keys("adminUsers concurrency enabled every maxAge removeNamedServers timeout users"),
  "jupyterhub.debug": keys("enabled"),
  "jupyterhub.hub": keys(
    "activeServerLimit allowNamedServers annotations args authenticatePrometheus baseUrl command",
    "concurrentSpawnLimit config consecutiveFailureLimit containerSecurityContext cookieSecret db",
    "deploymentStrategy existingSecret extraConfig extraContainers extraEnv extraFiles extraPodSpec",
    "extraVolumeMounts extraVolumes fsGid image initContainers labels lifecycle livenessProbe loadRoles",
    "namedServerLimitPerUser networkPolicy nodeSelector pdb podSecurityContext readinessProbe redirectToServer",
    "resources revisionHistoryLimit service serviceAccount services shutdownOnLogout templatePaths templateVars",
    "tolerations",
  ),
  "jupyterhub.prePuller": keys(
    "annotations containerSecurityContext continuous extraImages extraTolerations hook labels pause",
    "pullProfileListImages resources revisionHistoryLimit",
  ),
  "jupyterhub.prePuller.continuous": keys("enabled serviceAccount"),
  "jupyterhub.prePuller.hook": keys(
    "containerSecurityContext enabled image nodeSelector podSchedulingWaitDuration pullOnlyOnChanges resources",
    "serviceAccount serviceAccountImagePuller tolerations",
  ),
  "jupyterhub.proxy": keys("annotations chp deploymentStrategy https labels secretSync secretToken service traefik"),
  "jupyterhub.proxy.chp": keys(
    "containerSecurityContext defaultTarget errorTarget extraCommandLineFlags extraEnv extraPodSpec image",
    "livenessProbe networkPolicy nodeSelector pdb readinessProbe resources revisionHistoryLimit tolerations",
  ),
  "jupyterhub.proxy.https": keys("enabled hosts letsencrypt manual secret type"),
  "jupyterhub.proxy.service": keys(
    "annotations disableHttpPort extraPorts labels loadBalancerIP loadBalancerSourceRanges nodePorts type",
  ),
  "jupyterhub.proxy.traefik": keys(
    "containerSecurityContext extraDynamicConfig extraEnv extraInitContainers extraPodSpec extraPorts",
    "extraStaticConfig extraVolumeMounts extraVolumes hsts image labels networkPolicy nodeSelector pdb resources",
    "revisionHistoryLimit serviceAccount tolerations",
  ),
  "jupyterhub.scheduling": keys("corePods podPriority userPlaceholder userPods userScheduler"),
  "jupyterhub.scheduling.userPlaceholder": keys(
    "annotations containerSecurityContext enabled extraPodSpec image labels replicas resources revisionHistoryLimit",
  ),
  "jupyterhub.scheduling.userScheduler": keys(
    "annotations containerSecurityContext enabled extraPodSpec image labels logLevel nodeSelector pdb pluginConfig",
    "plugins replicas resources revisionHistoryLimit serviceAccount tolerations",
  ),
  "jupyterhub.singleuser": keys(
    "allowPrivilegeEscalation cloudMetadata cmd cpu defaultUrl events extraAnnotations extraContainers extraEnv",
    "extraFiles extraLabels extraNodeAffinity extraPodAffinity extraPodAntiAffinity extraPodConfig extraResource",
    "extraTolerations fsGid image initContainers lifecycleHooks memory networkPolicy networkTools nodeSelector",
    "podNameTemplate profileList serviceAccountName startTimeout storage uid",
  ),
  "jupyterhub.singleuser.cloudMetadata": keys("blockWithIptables ip"),
  "jupyterhub.singleuser.networkPolicy": keys(
    "allowedIngressPorts egress egressAllowRules enabled ingress interNamespaceAccessLabels",
  ),
  "jupyterhub.singleuser.storage": keys(
    "capacity dynamic extraLabels extraVolumeMounts extraVolumes homeMountPath static type",
  ),
};

/** The first step of a path that today's charts do not know, as a path. `undefined` if they know it, or take anything there. */
export function unknownIn(path: Path, value: unknown): string | undefined {
  const index = path.findIndex((step, position) => {
    const allowed = strictKeys[path.slice(0, position).join(".")];
    return allowed !== undefined && !allowed.has(step);
  });
  if (index >= 0) return path.slice(0, index + 1).join(".");
  // An object's place is no place for anything else.
  return strictKeys[path.join(".")] !== undefined && value !== null && !isRecord(value) ? path.join(".") : undefined;
}
