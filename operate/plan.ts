import { type Plan, type Planned } from "./planned";
import { urnInProgram } from "./replaced";
import { type Subscription } from "./subscription";

/** An operation that the engine began and never ended, as the state has it. */
export interface Pending {
  readonly urn: string;
  /** `creating`, `updating`, `deleting`, … */
  readonly type: string;
}

/** A Secret in which Helm writes down an operation: a revision of a release. */
export interface HelmRecord {
  /** Name of the Secret. */
  readonly secret: string;
  readonly namespace: string;
  readonly release: string;
  /** `deployed`, `superseded`, `failed`, `uninstalling`, `pending-install`, … */
  readonly status: string;
}

/** A thing that the program has and the state has not: it may exist all the same, where its creation or its deletion was interrupted. */
export interface Missing extends Planned {
  /** Id as the cloud forms it. */
  readonly id: string;
}

/** What was found, by looking only. */
export interface Findings {
  readonly stack: string;
  readonly locked: boolean;
  readonly pending: readonly Pending[];
  /** Helm's records that keep it from working on the release. */
  readonly stuck: readonly HelmRecord[];
  /** Releases that Helm was interrupted on while it uninstalled them, and that the state has. */
  readonly halfGone: readonly HelmRecord[];
  /** Releases that the state has, as `namespace/name`, and of which Helm knows nothing any more. */
  readonly gone: readonly string[];
  /** What can be looked for. */
  readonly missing: readonly Missing[];
  /** What can be looked for as soon as what it stands in is found. */
  readonly later: readonly Missing[];
  /** What the next `up` would do; nothing is known of that where a preview fails. */
  readonly plan: Plan;
  /** Where Azure is looked at. */
  readonly subscription?: Subscription;
  /** Whether the state lost the hub's tokens, and the hub runs on. */
  readonly isWithoutTokens: boolean;
  /** What could not be looked at, and why. */
  readonly unseen: readonly string[];
}

/** One thing to do about it. */
export type Step =
  | { readonly kind: "cancel" }
  | { readonly kind: "removeRecords"; readonly records: readonly HelmRecord[] }
  | { readonly kind: "clearPending" }
  | {
      readonly kind: "adopt";
      readonly missing: readonly Missing[];
      readonly later: readonly Missing[];
      readonly plan: Plan;
    };

/**
 * What to do about what was found, in order: the stack must be free before anything else, Helm's records gone before Pulumi looks at
 * the release again, and pending creates forgotten before the same resources are adopted.
 */
export function planOf({ locked, pending, stuck, gone, missing, later, plan }: Findings): readonly Step[] {
  return [
    ...(locked ? [{ kind: "cancel" } as const] : []),
    ...(stuck.length > 0 ? [{ kind: "removeRecords", records: stuck } as const] : []),
    ...(pending.length > 0 || stuck.length > 0 || gone.length > 0 ? [{ kind: "clearPending" } as const] : []),
    ...(missing.length > 0 ? [{ kind: "adopt", missing, later, plan } as const] : []),
  ];
}

/** What was found, in words; nothing where nothing is wrong. */
export function described(findings: Findings): readonly string[] {
  const { stack, locked, pending, stuck, halfGone, gone, missing, later, subscription, isWithoutTokens, unseen } =
    findings;
  const isAzure = missing.some(({ type }) => type.startsWith("azure-native:"));
  return [
    ...(locked ? [`The stack ${stack} is locked: a run was killed, or one is still going on.`] : []),
    ...pending.map(
      ({ urn, type }) => `Pulumi was interrupted while ${type} ${nameIn(urn)}, and does not know how it ended.`,
    ),
    ...stuck.map(
      ({ release, namespace, status }) =>
        `Helm was interrupted while ${doing(status)} the release ${release} in the namespace ${namespace} (${status}): it refuses to work on it.`,
    ),
    ...halfGone.map(
      ({ release, namespace }) =>
        `Helm was interrupted while uninstalling the release ${release} in the namespace ${namespace}: it is half gone. Run pulumi destroy again, and then pulumi up if you want it back.`,
    ),
    ...gone.map((id) => `Helm knows no release ${id} any more, and Pulumi's state has it: it was uninstalled.`),
    ...(missing.length > 0
      ? [
          `Pulumi's state does not know ${namesIn([...missing, ...later])}: not made yet, or made by a run that was interrupted, or left by one that did not get through.`,
        ]
      : []),
    ...(isAzure && subscription !== undefined
      ? [`Azure is looked at in the subscription ${subscription.id} (${subscription.from}).`]
      : []),
    ...(isWithoutTokens
      ? [
          "The state lost the hub's tokens: the next pulumi up makes new ones and restarts the hub. Everybody has to log in again.",
        ]
      : []),
    ...unseen.map((what) => `Not looked at: ${what}`),
  ];
}

/** Whether it tells of an install that did not end. */
export function isInstall({ status }: HelmRecord): boolean {
  return doing(status) === "installing";
}

/**
 * What to run when all is repaired. Of a first install that was broken off Helm forgets what it had made, until the next `up` takes it
 * over; on a cluster that stays, a destroy before that would leave what is in no namespace.
 */
export function nextAfter(up: string, isInstalling: boolean): string {
  return isInstalling
    ? `Repaired. Next: ${up}. Run it even if you want to destroy the stack: only then does Helm know again what it has to delete.`
    : `Repaired. Next: ${up}, or what else was interrupted.`;
}

function doing(status: string): string {
  switch (status) {
    case "pending-install":
    case "failed":
      return "installing";
    case "uninstalling":
      return "uninstalling";
    default:
      return "changing";
  }
}

/** A step in words. */
export function announced(step: Step): string {
  switch (step.kind) {
    case "cancel":
      return "pulumi cancel: unlock the stack";
    case "removeRecords":
      return `delete Helm's records of what it did not end: ${step.records.map(({ secret }) => secret).join(", ")}`;
    case "clearPending":
      return "pulumi refresh --clear-pending-creates: forget what was begun, read what is there";
    case "adopt":
      return `look in the clouds for ${namesIn(step.missing)}${step.later.length > 0 ? ` (and, in what is found of them, for ${namesIn(step.later)})` : ""}, and take what is there into the state. A later destroy then deletes it: say no if one of these names is somebody else's`;
  }
}

/** The name that the program gave a resource. */
export function nameIn(urn: string): string {
  return urnInProgram(urn).slice(urn.lastIndexOf("::") + 2);
}

function namesIn(resources: readonly { readonly urn: string }[]): string {
  return resources.map(({ urn }) => nameIn(urn)).join(", ");
}
