import { type EngineEvent } from "@pulumi/pulumi/automation";

/** URN of the cluster. */
export const cluster =
  "urn:pulumi:dev::binderhub::binderhub:azure:AksCluster$azure-native:containerservice:ManagedCluster::cluster-aks";
const clusterId =
  "/subscriptions/0/resourceGroups/testhub/providers/Microsoft.ContainerService/managedClusters/hubcluster";

/** What the engine says of one step; by default, of the cluster. */
export interface Step {
  readonly op: string;
  readonly urn?: string;
  readonly id?: string;
  readonly custom?: boolean;
  readonly detailedDiff?: Readonly<Record<string, unknown>>;
  readonly diffs?: readonly string[];
}

function metadata({ op, urn = cluster, id = clusterId, custom = true, detailedDiff, diffs }: Step) {
  return { op, urn, type: "", provider: "", new: { id, custom }, detailedDiff, diffs };
}

const event = (content: object) => ({ sequence: 1, timestamp: 1, ...content }) as EngineEvent;
/** A step has finished. */
export const finished = (step: Step) => event({ resOutputsEvent: { metadata: metadata(step) } });
/** A step is planned. */
export const planned = (step: Step) => event({ resOutputsEvent: { metadata: metadata(step), planning: true } });
/** A step has begun. */
export const begun = (step: Step) => event({ resourcePreEvent: { metadata: metadata(step) } });
/** A step has failed. */
export const failed = (step: Step) => event({ resOpFailedEvent: { metadata: metadata(step), status: 1, steps: 1 } });
/** A diagnostic. */
export const said = (message: string, urn?: string, severity = "error") =>
  event({ diagnosticEvent: { message, urn, severity, color: "never" } });
