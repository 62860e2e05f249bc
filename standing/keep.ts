import { isDeepStrictEqual } from "node:util";
import { at, isRecord } from "../settings/untyped";
import { fulfils } from "./fulfils";

type Properties = Readonly<Record<string, unknown>>;

/** What is known about a resource before this run. */
export interface Standing {
  /** What the last run asked for, if that run was completed. */
  readonly asked?: unknown;
  /** What the cloud has at the moment. Absent if it has nothing, or was not asked. */
  readonly live?: Properties;
}

/** What is known about each resource, by the name that the program gives it. */
export type StandingOf = (name: string) => Standing | undefined;

/** What to register a resource with. */
export interface Kept<Args> {
  readonly args: Args;
  readonly ignoreChanges: string[];
}

/**
 * Decides how to register a resource that others change too: Azure itself (the autoscaler, upgrades), policies, people.
 *
 * - If the settings ask for the same as before, and the live resource has all of it, it is left alone, whatever else it has. It may not be known
 *   what was asked for before, because the last run was not completed or `recover` added the resource. Then it is left alone if Azure did not
 *   fail to make it and it has everything that is asked for.
 * - Otherwise it is requested. The request contains what others wrote, so that it removes nothing of theirs.
 *
 * Others may change the resource between the look and the request. No provider can prevent that.
 *
 * @param asked what the settings ask for: plain values only
 * @param others adds what others wrote to the request, given the live resource and what was asked for before
 */
export function keep<Args extends object>(
  asked: Args,
  standing: Standing | undefined,
  others: (asked: Args, live: Properties, before: unknown) => Args,
): Kept<Args> {
  const { live, asked: before } = standing ?? {};
  if (live === undefined) return { args: asked, ignoreChanges: [] };
  const isNothingNew = before === undefined ? live.provisioningState !== "Failed" : isSame(asked, before);
  return isNothingNew && fulfils(live, asked)
    ? { args: asked, ignoreChanges: ["*"] }
    : { args: others(asked, live, before), ignoreChanges: [] };
}

/** Whether the settings ask for the same as before. Undefined values are left out, because the state does not have them. */
function isSame(asked: object, before: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(asked)), before);
}

/**
 * The tags or labels to request: the ones that are asked for, and the ones that others wrote.
 *
 * @param before what was asked for before. A name in it that is no longer asked for is removed
 */
export function withForeignEntries(
  asked: Readonly<Record<string, string>> | undefined,
  live: unknown,
  before: unknown,
): Record<string, string> | undefined {
  if (!isRecord(live)) return asked && { ...asked };
  // Azure compares the names of tags without regard to case.
  const ours = new Set([asked, before].flatMap((some) => (isRecord(some) ? Object.keys(some) : [])).map(lowerCase));
  const foreign = Object.entries(live).filter(([name]) => !ours.has(lowerCase(name)));
  const all = { ...Object.fromEntries(foreign.map(([name, value]) => [name, String(value)])), ...asked };
  return asked === undefined && Object.keys(all).length === 0 ? undefined : all;
}

/** The list to request, if others may add to it (taints): the entries that are asked for, and the ones that others wrote. */
export function withForeignItems(asked: readonly string[] | undefined, live: unknown, before: unknown) {
  const ours = new Set([asked, before].flatMap((some) => (Array.isArray(some) ? (some as unknown[]) : [])));
  const foreign = Array.isArray(live) ? live.filter((item: unknown) => !ours.has(item)).map(String) : [];
  const all = [...(asked ?? []), ...foreign];
  return all.length === 0 ? undefined : all;
}

/** The tags to request: see {@link withForeignEntries}. */
export function keepTags<Args extends { readonly tags?: unknown }>(
  asked: Args,
  live: Properties,
  before: unknown,
): Args {
  const tags = withForeignEntries(asked.tags as Record<string, string> | undefined, live.tags, at(before, "tags"));
  return { ...asked, ...(tags && { tags }) };
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}
