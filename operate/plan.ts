/** An operation that the engine began and never ended, as the state has it. */
export interface Pending {
  readonly urn: string;
  /** `creating`, `updating`, `deleting`, … */
  readonly type: string;
}

/** A Secret in which Helm wrote down an operation that it has not ended. */
export interface StuckRecord {
  /** Name of the Secret. */
  readonly secret: string;
  readonly namespace: string;
  readonly release: string;
  readonly status: string;
}

/** A resource that the program has and the state has not: it may exist all the same, where the answer to its creation was lost. */
export interface Missing {
  readonly urn: string;
  readonly type: string;
  /** Id as the cloud forms it. */
  readonly id: string;
  /** What the program says of it. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URN of the parent, which the state has. */
  readonly parent: string;
  /** Reference to the provider, which the state has. */
  readonly provider: string;
}

/** What was found, by looking only. */
export interface Findings {
  readonly stack: string;
  readonly locked: boolean;
  readonly pending: readonly Pending[];
  readonly stuck: readonly StuckRecord[];
  readonly missing: readonly Missing[];
  /** What could not be looked at, and why. */
  readonly unseen: readonly string[];
}

/** One thing to do about it. */
export type Step =
  | { readonly kind: "cancel" }
  | { readonly kind: "removeRecords"; readonly records: readonly StuckRecord[] }
  | { readonly kind: "clearPending" }
  | { readonly kind: "adopt"; readonly missing: readonly Missing[] };

/**
 * What to do about what was found, in order: the stack must be free before anything else, Helm's records gone before Pulumi looks at
 * the release again, and pending creates forgotten before the same resources are adopted.
 */
export function planOf({ locked, pending, stuck, missing }: Findings): readonly Step[] {
  return [
    ...(locked ? [{ kind: "cancel" } as const] : []),
    ...(stuck.length > 0 ? [{ kind: "removeRecords", records: stuck } as const] : []),
    ...(pending.length > 0 || stuck.length > 0 ? [{ kind: "clearPending" } as const] : []),
    ...(missing.length > 0 ? [{ kind: "adopt", missing } as const] : []),
  ];
}

/** What was found, in words; nothing where nothing is wrong. */
export function described({ stack, locked, pending, stuck, missing, unseen }: Findings): readonly string[] {
  return [
    ...(locked ? [`The stack ${stack} is locked: a run was killed, or one is still going on.`] : []),
    ...pending.map(
      ({ urn, type }) => `Pulumi was interrupted while ${type} ${nameIn(urn)}, and does not know how it ended.`,
    ),
    ...stuck.map(
      ({ release, namespace, status }) =>
        `Helm was interrupted while ${status === "pending-install" ? "installing" : "changing"} the release ${release} in the namespace ${namespace} (${status}): it refuses to work on it.`,
    ),
    ...(missing.length > 0
      ? [`Pulumi's state does not know ${namesIn(missing)}: not made yet, or made by a run that was interrupted.`]
      : []),
    ...unseen.map((what) => `Not looked at: ${what}`),
  ];
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
      return `look in the clouds for ${namesIn(step.missing)}, and take what is there into the state. A later destroy then deletes it: say no if one of these names is somebody else's`;
  }
}

/** The name that the program gave a resource. */
export function nameIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function namesIn(resources: readonly { readonly urn: string }[]): string {
  return resources.map(({ urn }) => nameIn(urn)).join(", ");
}
