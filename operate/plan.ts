import { type Plan, type Planned } from "./planned";
import { urnInProgram } from "./replaced";
import { type Subscription } from "./subscription";

/** An operation that the engine began and never ended. The state has it. */
export interface Pending {
  readonly urn: string;
  /** `creating`, `updating`, `deleting`, … */
  readonly type: string;
}

/** A Secret in which Helm records an operation: a revision of a release. */
export interface HelmRecord {
  /** Name of the Secret. */
  readonly secret: string;
  readonly namespace: string;
  readonly release: string;
  /** `deployed`, `superseded`, `failed`, `uninstalling`, `pending-install`, … */
  readonly status: string;
}

/** A resource that the program has and the state does not have. It may exist: its creation or its deletion may have been interrupted. */
export interface Missing extends Planned {
  /** Its id in the cloud. */
  readonly id: string;
}

/** What was found. Nothing was changed to find it. */
export interface Findings {
  readonly stack: string;
  readonly locked: boolean;
  readonly pending: readonly Pending[];
  /** Records that block Helm: because of them, it refuses to work on the release. */
  readonly stuck: readonly HelmRecord[];
  /** Releases in the state that Helm did not finish to uninstall, because it was interrupted. */
  readonly halfGone: readonly HelmRecord[];
  /** Releases in the state, as `namespace/name`, that Helm no longer knows. */
  readonly gone: readonly string[];
  /** Resources that can be looked for now. */
  readonly missing: readonly Missing[];
  /** Resources that can be looked for when their cluster or group has been found. */
  readonly later: readonly Missing[];
  /** What the next `up` would do. It is empty if the preview fails. */
  readonly plan: Plan;
  /** The Azure subscription that is looked at. */
  readonly subscription?: Subscription;
  /** Whether the state lost the hub's tokens while the hub kept running. */
  readonly isWithoutTokens: boolean;
  /** What could not be looked at, and the reason. */
  readonly unseen: readonly string[];
}

/** One step of the repair. */
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
 * The steps that repair what was found, in the right order:
 *
 * 1. The stack is unlocked.
 * 2. Helm's records are removed, before Pulumi looks at the release again.
 * 3. Pending creates are forgotten.
 * 4. The same resources are adopted.
 */
export function planOf({ locked, pending, stuck, gone, missing, later, plan }: Findings): readonly Step[] {
  return [
    ...(locked ? [{ kind: "cancel" } as const] : []),
    ...(stuck.length > 0 ? [{ kind: "removeRecords", records: stuck } as const] : []),
    ...(pending.length > 0 || stuck.length > 0 || gone.length > 0 ? [{ kind: "clearPending" } as const] : []),
    ...(missing.length > 0 ? [{ kind: "adopt", missing, later, plan } as const] : []),
  ];
}

/** What was found, in words. Empty if nothing is wrong. */
export function described(findings: Findings): readonly string[] {
  const { stack, locked, pending, stuck, halfGone, gone, missing, later, subscription, isWithoutTokens, unseen } =
    findings;
  const isAzure = missing.some(({ type }) => type.startsWith("azure-native:"));
  return [
    ...(locked ? [`The stack ${stack} is locked: a run was killed, or a run is still at work.`] : []),
    ...pending.map(
      ({ urn, type }) => `Pulumi was interrupted while ${type} ${nameIn(urn)}, and does not know how it ended.`,
    ),
    ...stuck.map(
      ({ release, namespace, status }) =>
        `Helm was interrupted while ${doing(status)} the release ${release} in the namespace ${namespace} (${status}): Helm now refuses to work on it.`,
    ),
    ...halfGone.map(
      ({ release, namespace }) =>
        `Helm was interrupted while uninstalling the release ${release} in the namespace ${namespace}: only parts of it are left. Run pulumi destroy again. Then run pulumi up if you want it back.`,
    ),
    ...gone.map((id) => `Pulumi's state has the release ${id}, but Helm does not know it: it was uninstalled.`),
    ...(missing.length > 0
      ? [
          `Pulumi's state does not know ${namesIn([...missing, ...later])}. These may not exist yet, or a run that was interrupted or failed may have made or left them.`,
        ]
      : []),
    ...(isAzure && subscription !== undefined
      ? [`This looks in the Azure subscription ${subscription.id} (${subscription.from}).`]
      : []),
    ...(isWithoutTokens
      ? [
          "The state lost the hub's tokens: the next pulumi up makes new ones and restarts the hub. Everybody has to log in again.",
        ]
      : []),
    ...unseen.map((what) => `Not looked at: ${what}`),
  ];
}

/** Whether it is the record of an install that did not end. */
export function isInstall({ status }: HelmRecord): boolean {
  return doing(status) === "installing";
}

/**
 * What to run when everything is repaired. After an interrupted first install, Helm no longer knows what it had made. The next `up` takes these
 * objects over. A destroy before that, on a cluster that stays, would leave the objects that are in no namespace.
 */
export function nextAfter(up: string, isInstalling: boolean): string {
  return isInstalling
    ? `Repaired. Next: ${up}. Run it even if you want to destroy the stack: Helm must first learn again what it has to delete.`
    : `Repaired. Next: ${up}, or the command that was interrupted.`;
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
      return `delete Helm's records of operations that did not end: ${step.records.map(({ secret }) => secret).join(", ")}`;
    case "clearPending":
      return "pulumi refresh --clear-pending-creates: forget unfinished operations, and read what exists";
    case "adopt":
      return `look in the clouds for ${namesIn(step.missing)}${step.later.length > 0 ? ` (and then, inside what was found, for ${namesIn(step.later)})` : ""}, and add what exists to the state. A later destroy then deletes it. Answer no if one of these names belongs to somebody else`;
  }
}

/** The name that the program gave a resource. */
export function nameIn(urn: string): string {
  return urnInProgram(urn).slice(urn.lastIndexOf("::") + 2);
}

function namesIn(resources: readonly { readonly urn: string }[]): string {
  return resources.map(({ urn }) => nameIn(urn)).join(", ");
}
