import { turnMap } from "../operate/names";
import { type RbacRule } from "../operate/scheduled-program";
import { type EventFacts } from "./facts";
import { eventsMap, holderName } from "./names";

/**
 * What the job may do in the hub's namespace: set how many pods hold an event's nodes, and their image; keep what became of an event; and launch, as a scheduled
 * check does. That is why it may run commands in pods: there its user is made and removed. No rule can say "the hub's own pods", so the account is only
 * for the pods of this job. Servers are stopped by JupyterHub.
 *
 * A name is enough for `list`, because the job asks for one name alone.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 *
 * @param forwards whether the hub has no address of its own, and is reached through its pods. @default it has one
 */
export function eventJobRules(events: readonly Pick<EventFacts, "name">[], forwards = false): RbacRule[] {
  const maps = { apiGroups: [""], resources: ["configmaps"] };
  return [
    { ...maps, verbs: ["list", "patch"], resourceNames: [eventsMap, turnMap] },
    // No rule can name an object that is still to be made.
    { ...maps, verbs: ["create"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
    ...["pods/exec", ...(forwards ? ["pods/portforward"] : [])].map((resource) => ({
      // A WebSocket begins with GET, which is the verb `get`. From Kubernetes 1.35 on, `create` is asked for as well:
      // https://github.com/kubernetes/kubernetes/pull/134577
      ...{ apiGroups: [""], resources: [resource], verbs: ["get", "create"] },
    })),
    ...(events.length === 0
      ? []
      : [
          {
            ...{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "patch"] },
            resourceNames: events.map(({ name }) => holderName(name)),
          },
        ]),
  ];
}

/** What it may do in the whole cluster: see which nodes are ready. */
export const eventJobClusterRules: readonly RbacRule[] = [{ apiGroups: [""], resources: ["nodes"], verbs: ["list"] }];
