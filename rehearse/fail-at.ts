import { type EngineEvent } from "@pulumi/pulumi/automation";
import { nameAndType } from "../sandbox/events";
import { type Fault, type Operation } from "../sandbox/faults";
import { type Verb } from "../sandbox/rehearsal";
import { rehearsalCommand } from "./stacks";

const operations: readonly Operation[] = ["create", "update", "delete", "read"];

/**
 * Reads `--fail-at`: `cluster-aks`, `ManagedCluster` or `delete:binder-ip`.
 *
 * @throws if there is no such operation
 */
export function parseFault(text: string): Fault {
  const [before, after] = text.split(":", 2);
  if (after === undefined) return { resource: text };
  const operation = operations.find((one) => one === before);
  if (operation === undefined || after === "") {
    throw new Error(`Before the colon stands one of ${operations.join(", ")}; after it, a resource.`);
  }
  return { resource: after, operation };
}

/** Why a fault cannot happen in a program that plans these events, or `undefined` if it can. */
export function unknownResource({ resource }: Fault, events: readonly EngineEvent[]): string | undefined {
  const known = events
    .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
    // Components and providers are in no cloud, so they cannot fail there.
    .filter(({ urn, old, new: now }) => (now?.custom ?? old?.custom) === true && !urn.includes("pulumi:providers:"))
    .map(({ urn }) => nameAndType(urn));
  if (known.some(({ name, type }) => name === resource || type === resource)) return undefined;
  const names = new Map(known.map(({ name, type }) => [name, `  ${type.padEnd(15)}  ${name}`]));
  return [`--fail-at: no resource is called '${resource}'. By type or name there are:`, ...names.values()].join("\n");
}

/** What to say of a fault that has not happened by the end of the show, or of one operation. */
export function neverStruck({ resource, operation }: Fault, verb: Verb | undefined, stack: string): string {
  const again = (...rest: readonly string[]) =>
    `after a run with --keep, try "${rehearsalCommand(stack, ...rest, `--fail-at ${operation ?? ""}:${resource}`)}".`;
  if (verb === "preview") return "--fail-at: a preview only plans, so nothing failed.";
  switch (operation) {
    case "delete":
      return verb === undefined || verb === "destroy"
        ? `--fail-at: nobody was asked to delete ${resource}, so nothing failed. What stands in a cluster goes with it.`
        : `--fail-at: ${resource} was not deleted, so nothing failed. That is what a destroy does: ${again("destroy")}`;
    case "update":
      return `--fail-at: ${resource} was not updated, so nothing failed. Updates come from edits: ${again("up --set …")}`;
    case "read":
      return `--fail-at: ${resource} was not read, so nothing failed. A refresh reads: ${again("refresh")}`;
    default:
      return `--fail-at: ${resource} was left as it was, so nothing failed.`;
  }
}
