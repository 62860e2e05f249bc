import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../settings/untyped";
import { type Claim, left, type Part, type Platform, setting, valueAt, type Values } from "./claims";

const hubPods = ["jupyterhub.hub", "jupyterhub.proxy.chp", "jupyterhub.proxy.traefik"];
const corePods = ["", ...hubPods, "jupyterhub.scheduling.userScheduler", "jupyterhub.prePuller.hook"];
const users = "jupyterhub.singleuser";
const builds = ["config.BinderHub.build_node_selector", "config.KubernetesBuildExecutor.node_selector"];
const affinity = "nodeAffinity.matchNodePurpose";

const inAzure = left(
  "chooses among nodes of their cluster: in Azure, azure.pools makes nodes for users and for builds",
);

/** Which nodes pods run on: a setting on a cluster that is there, pools in Azure. */
export function nodesPart(values: Values, platform: Platform): Part {
  const within = (pod: string, name: string) => (pod === "" ? name : `${pod}.${name}`);
  const selectors = corePods.map((pod) => within(pod, "nodeSelector"));
  const tolerations = corePods.map((pod) => within(pod, "tolerations"));
  const purposes = ["corePods", "userPods"].map((pods) => `jupyterhub.scheduling.${pods}.${affinity}`);
  if (platform === "azure") {
    const all = [...selectors, ...tolerations, `${users}.nodeSelector`, `${users}.extraTolerations`, ...builds];
    return {
      claims: [...all, `${users}.extraNodeAffinity`, ...purposes]
        .filter((path) => !isNothing(valueAt(values, path)))
        .map((path) => [path, inAzure]),
    };
  }
  const [corePurpose = "", userPurpose = ""] = purposes;
  return {
    claims: [
      ...shared(values, selectors, "nodes.core.selector", (value) => value),
      ...shared(values, tolerations, "nodes.core.tolerations", tolerated),
      ...shared(values, [`${users}.nodeSelector`], "nodes.users.selector", (value) => value),
      ...shared(values, [`${users}.extraTolerations`], "nodes.users.tolerations", tolerated),
      ...shared(values, builds, "nodes.builds.selector", (value) => value),
      ...shared(values, [corePurpose], "nodes.core.purpose", (value) => value),
      ...shared(values, [userPurpose], "nodes.users.purpose", (value) => value),
    ],
  };
}

/** One setting for all the places that say the same. If they differ, each stays what it is. */
function shared(
  values: Values,
  paths: readonly string[],
  key: string,
  translate: (value: unknown) => unknown,
): Claim[] {
  const given = paths.filter((path) => !isNothing(valueAt(values, path)));
  const [first, ...others] = given.map((path) => valueAt(values, path));
  if (first === undefined || others.some((value) => !isDeepStrictEqual(value, first))) return [];
  // Of the many places for the hub, one alone does not mean the others.
  const means = paths.length <= 2 || (given.includes(paths[0] ?? "") && given.includes(paths[1] ?? ""));
  const value = translate(first);
  return means && value !== undefined ? given.map((path) => [path, setting(key, value, { orExtra: true })]) : [];
}

/** Kubernetes' tolerations as the setting has them. `undefined` if it cannot say them. */
function tolerated(value: unknown): unknown {
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  const found = list.map((one) => {
    if (!isRecord(one)) return undefined;
    const { key, operator = "Equal", value: wanted, effect, ...more } = one;
    const any = operator === "Exists" && wanted === undefined;
    const isKnown = Object.keys(more).length === 0 && (any || (operator === "Equal" && wanted !== undefined));
    return isKnown
      ? { key, ...(any ? {} : { value: wanted }), ...(effect === undefined ? {} : { effect }) }
      : undefined;
  });
  return found.includes(undefined) ? undefined : found;
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && Object.keys(value).length === 0)
  );
}
