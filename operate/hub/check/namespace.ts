import { kubectl, putBack } from "./commands";
import { probe, type Verdict, warning, well, wrong } from "./probe";

/** A quota of the namespace. */
interface Quota {
  readonly name: string;
  readonly what: string;
  readonly used: string;
  readonly hard: string;
  /** Why something could not be made, from the last hour's events. */
  readonly refused?: string;
}

export const quotas = probe<readonly Quota[]>({
  id: "resource-quota",
  group: "cluster",
  title: "No quota of the namespace keeps pods from being made",
  tried: ({ namespace }) => `ResourceQuotas in ${namespace}, and refusals of the last hour`,
  seconds: 30,
  look: async ({ cluster }) => {
    const { namespace } = cluster;
    const { items } = await cluster.ask(
      "list resource quotas",
      cluster.core.listNamespacedResourceQuota({ namespace }),
    );
    return items.flatMap(({ metadata, status }) =>
      Object.entries(status?.hard ?? {}).map(([what, hard]) => ({
        name: metadata?.name ?? "",
        what,
        used: status?.used?.[what] ?? "0",
        hard,
      })),
    );
  },
  judge: (seen, facts) => {
    const full = seen.find(({ used, hard }) => amount(used) >= amount(hard));
    return full === undefined
      ? well(
          seen.length === 0
            ? "there is none"
            : seen.map(({ what, used, hard }) => `${what}: ${used} of ${hard}`).join(", "),
        )
      : wrong(
          `${full.name}: ${full.what} ${full.used} of ${full.hard}`,
          kubectl(facts, `edit resourcequota ${full.name}`),
        );
  },
});

/** A quantity as a number, for comparisons of two with units. @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function amount(text: string): number {
  const [, digits = "0", unit = ""] = /^([\d.]+)(\D*)$/.exec(text) ?? [];
  const units: Readonly<Record<string, number>> = {
    m: 0.001,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
  };
  return Number(digits) * (units[unit] ?? 1);
}

/** A revision of the release, as Helm records it. */
interface Revision {
  readonly revision: number;
  readonly status: string;
}

/** Number of the present revision, of what {@link release} saw: the last one that was deployed. */
export function presentRevision(seen: unknown): number | undefined {
  const all = Array.isArray(seen) ? (seen as readonly Revision[]) : [];
  return all.findLast(({ status }) => status === "deployed")?.revision;
}

export const release = probe<readonly Revision[]>({
  id: "release",
  group: "cluster",
  title: "The Helm release is deployed, and nothing is half done",
  tried: ({ namespace }) => `Helm's records in ${namespace}`,
  // They are Secrets, and whoever may list some of them may list all.
  administrator: true,
  seconds: 30,
  look: async ({ cluster }) => {
    const { items } = await cluster.ask(
      "list Helm's records",
      cluster.core.listNamespacedSecret({ namespace: cluster.namespace, labelSelector: "owner=helm" }),
    );
    return items
      .map(({ metadata }) => ({
        revision: Number(metadata?.labels?.version),
        status: metadata?.labels?.status ?? "",
      }))
      .sort((one, other) => one.revision - other.revision);
  },
  judge: (seen): Verdict => {
    const last = seen.at(-1);
    if (last === undefined) return wrong("there is no release", "pulumi up --refresh");
    if (last.status === "deployed") return well(`revision ${last.revision}`);
    return wrong(
      `revision ${last.revision} is ${last.status}`,
      last.status.startsWith("pending") ? "npm run recover" : "pulumi up",
    );
  },
});

/** The network policies that are there, and those that must be. */
export const policyObjects = probe<readonly string[]>({
  id: "policies",
  group: "walls",
  title: "The network policies are there",
  tried: ({ namespace }) => `network policies in ${namespace}`,
  seconds: 30,
  look: async ({ cluster }) => {
    const { items } = await cluster.ask(
      "list network policies",
      cluster.networking.listNamespacedNetworkPolicy({ namespace: cluster.namespace }),
    );
    return items.map(({ metadata }) => metadata?.name ?? "").sort();
  },
  judge: (seen, facts) => {
    const missing = ["binderhub-builds", "hub", "proxy", "singleuser"].filter((name) => !seen.includes(name));
    if (missing.length === 0) return well(seen.join(", "));
    return wrong(
      `missing: ${missing.join(", ")}`,
      missing.includes("binderhub-builds") ? "pulumi up --refresh" : putBack(facts),
    );
  },
});

/** What Kubernetes warned of in the last hour, and how often. */
interface Warned {
  readonly reason: string;
  readonly object: string;
  readonly message: string;
  readonly times: number;
  /** ISO 8601. */
  readonly last: string;
}

export const events = probe<readonly Warned[]>({
  id: "events",
  group: "cluster",
  title: "Kubernetes does not warn of the hub's own parts",
  tried: ({ namespace }) => `warnings of the last hour in ${namespace}`,
  needs: ["parts", "claims", "pending", "restarts", "resource-quota", "nodes"],
  seconds: 30,
  look: async ({ cluster }) => {
    const { items } = await cluster.ask(
      "list events",
      cluster.core.listNamespacedEvent({ namespace: cluster.namespace, fieldSelector: "type=Warning" }),
    );
    return items.map((event) => ({
      reason: event.reason ?? "",
      object: `${(event.involvedObject.kind ?? "").toLowerCase()}/${event.involvedObject.name ?? ""}`,
      message: event.message ?? "",
      times: event.series?.count ?? event.count ?? 1,
      last: new Date(event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? 0).toISOString(),
    }));
  },
  judge: (seen, facts, now) => {
    const own = seen.filter(
      ({ object, last, reason, message }) =>
        now.getTime() - Date.parse(last) < 3_600_000 &&
        !/^pod\/(jupyter-|build-|user-placeholder|binder-keeper)|\/binder-check/.test(object) &&
        // A part that starts is not ready at first, and a claim waits for its first pod.
        !/^(Unhealthy|FailedScheduling|ProvisioningFailed|BackOff)$/.test(reason) &&
        !/^(Startup|Readiness) probe/.test(message),
    );
    const [first] = own.sort((one, other) => other.times - one.times);
    if (first === undefined)
      return well(seen.length === 0 ? "no warnings" : `${seen.length}, none of the hub's own parts`);
    return warning(
      `${own.length}: ${first.reason} of ${first.object}, ${first.times} times: ${first.message.slice(0, 160)}`,
      kubectl(facts, "get events --field-selector type=Warning"),
    );
  },
});
