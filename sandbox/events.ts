import { type EngineEvent, type OpType } from "@pulumi/pulumi/automation";
import { lastWord } from "./error-message";

/** What happened to a resource, or would happen. */
export type Happening =
  "create" | "update" | "replace" | "delete" | "create-replacement" | "delete-replaced" | "failed";

/** A resource operation that a person wants to read about. */
export interface Operation {
  readonly happening: Happening;
  /** Last part of the type: `ManagedCluster`. */
  readonly type: string;
  /** Name in the program: `cluster-aks`. */
  readonly name: string;
  /** Name in the cloud, where it is known: `hubcluster`. */
  readonly cloudName?: string;
  /** Which operation failed, for one that did. */
  readonly failed?: OpType;
  /** Paths of the properties that changed. */
  readonly changed: readonly string[];
}

/** Something that went wrong. */
export interface Failure {
  /** Whose failure it is: a resource's operation, the program (settings that it refuses), or the engine itself. */
  readonly of: "resource" | "program" | "engine";
  /** The resource's name in the program. */
  readonly resource?: string;
  readonly message: string;
}

type Metadata = NonNullable<EngineEvent["resOutputsEvent"]>["metadata"];

/** The last part of a type, and the name, of the resource that a URN stands for. */
export function nameAndType(urn: string): { readonly name: string; readonly type: string } {
  const [, , types = "", ...name] = urn.split("::");
  const token = types.split("$").at(-1) ?? "";
  return {
    name: name.join("::"),
    type: token.startsWith("pulumi:providers:") ? "Provider" : (token.split(":").at(-1) ?? ""),
  };
}

/**
 * The operation that an event reports as finished (in a preview: as planned), or `undefined` if it reports none. Resources that stay
 * the same are left out. So is what exists in Pulumi's state only: the stack, components, providers that the engine adds.
 */
export function operationIn({ resOutputsEvent, resOpFailedEvent }: EngineEvent): Operation | undefined {
  const metadata = resOpFailedEvent?.metadata ?? resOutputsEvent?.metadata;
  if (metadata === undefined || !isResource(metadata)) return undefined;
  const named = { ...nameAndType(metadata.urn), cloudName: cloudNameIn(metadata), changed: changedIn(metadata) };
  if (resOpFailedEvent !== undefined) return { ...named, happening: "failed", failed: metadata.op, changed: [] };
  const happening = happeningOf(metadata.op, resOutputsEvent?.planning === true);
  return happening === undefined ? undefined : { ...named, happening };
}

/** Whether it is a thing of its own in a cloud, or a provider that the program makes. */
function isResource({ urn, old, new: now }: Metadata): boolean {
  return (now?.custom ?? old?.custom) === true && !/::pulumi:providers:.*::default(_|$)/.test(urn);
}

/** A replacement is three steps: a plan shows them as one, a run shows the two that do something. */
function happeningOf(op: OpType, planning: boolean): Happening | undefined {
  switch (op) {
    case "create":
    case "update":
    case "delete":
      return op;
    case "replace":
      return planning ? op : undefined;
    case "create-replacement":
    case "delete-replaced":
      return planning ? undefined : op;
    default:
      return undefined;
  }
}

/** In a cloud, the name is at the end of the id. An id without a path (of a provider, of random bytes) contains no name. */
function cloudNameIn({ old, new: now }: Metadata): string | undefined {
  const id = [now?.id, old?.id].find((known) => known !== undefined && known !== "");
  return id?.includes("/") === true ? id.slice(id.lastIndexOf("/") + 1) : undefined;
}

function changedIn({ detailedDiff, diffs }: Metadata): string[] {
  const detailed = Object.keys(detailedDiff ?? {});
  return (detailed.length > 0 ? detailed : [...(diffs ?? [])]).sort();
}

/** A warning: the program's own, or one that the engine or a provider has about a resource. */
export interface Warning {
  /** The resource's name in the program, where it is about one. */
  readonly resource?: string;
  readonly message: string;
}

/** The warning that an event brings, or `undefined` where it brings none. */
export function warningIn({ diagnosticEvent }: EngineEvent): Warning | undefined {
  const message = diagnosticEvent?.message.trim() ?? "";
  if (diagnosticEvent?.severity !== "warning" || message === "") return undefined;
  const { name, type } = nameAndType(diagnosticEvent.urn ?? "");
  return type === "" || type === "Stack" ? { message } : { resource: name, message };
}

/** Each thing that went wrong, once. */
export function failuresIn(events: readonly EngineEvent[], output: string): Failure[] {
  const failures = new Map<string, Failure>();
  for (const { diagnosticEvent } of events) {
    const message = diagnosticEvent?.message.trimEnd() ?? "";
    if (diagnosticEvent?.severity !== "error" || message === "" || lastWord.test(message)) continue;
    const { name, type } = nameAndType(diagnosticEvent.urn ?? "");
    const isProgram = type === "" || type === "Stack";
    failures.set(`${name}\n${message}`, {
      ...(isProgram ? { of: "program" } : { of: "resource", resource: name }),
      message,
    });
  }
  return failures.size > 0 ? [...failures.values()] : [{ of: "engine", message: printedError(output) }];
}

/** What the engine printed as its error where it did not get as far as reporting events (a locked stack, for one). */
function printedError(output: string): string {
  // The Automation API's error repeats the whole output below this line.
  const [printed = ""] = output.split(/^\s*(?:StackNotFound|ConcurrentUpdate|Command)?Error: /m);
  const lines = printed.trimEnd().split("\n");
  const first = lines.findIndex((line) => line.startsWith("error: "));
  const message = (first < 0 ? lines.slice(-20) : lines.slice(first)).join("\n").replace(/^error: /, "");
  return message === "" ? output.trim() : message;
}
