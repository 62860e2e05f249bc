import { isDeepStrictEqual } from "node:util";
import { at, isRecord } from "../settings/untyped";
import { fulfils } from "./fulfils";

type Properties = Readonly<Record<string, unknown>>;

/** What is known of a resource before this run. */
export interface Standing {
  /** What the last run asked for, if it came to its end. */
  readonly asked?: unknown;
  /** What the cloud has at the moment; absent where it has nothing, or was not asked. */
  readonly live?: Properties;
}

/** What is known of each resource, by the name that the program gives it. */
export type StandingOf = (name: string) => Standing | undefined;

/** What to register a resource with. */
export interface Kept<Args> {
  readonly args: Args;
  readonly ignoreChanges: string[];
}

/**
 * Decides how to register a resource that others write to as well: Azure itself (the autoscaler, upgrades), policies, people.
 *
 * - Nothing new is asked, and what is there has all that is asked: it is left alone, whatever else it has. Where it is not known what was
 *   asked before (the last run did not come to its end, or `recover` took it in), so is what Azure has finished.
 * - Otherwise it is asked for, with what others wrote put in, so that the request takes nothing of theirs away.
 *
 * Between the look and the request others may write once more: no provider can rule that out.
 *
 * @param asked what the settings ask for: plain values only
 * @param others puts what others wrote into what is asked, given what is there and what was asked before
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

/** Whether the same is asked as the state says was asked before; what is undefined is not in the state. */
function isSame(asked: object, before: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(asked)), before);
}

/**
 * Names with values (tags, labels) as they are to be: what is asked, and what is there and was never ours.
 *
 * @param before what was asked before; a name of it that is asked no more goes
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

/** A list of which others may write entries (taints): what is asked, and what is there and was never ours. */
export function withForeignItems(asked: readonly string[] | undefined, live: unknown, before: unknown) {
  const ours = new Set([asked, before].flatMap((some) => (Array.isArray(some) ? (some as unknown[]) : [])));
  const foreign = Array.isArray(live) ? live.filter((item: unknown) => !ours.has(item)).map(String) : [];
  const all = [...(asked ?? []), ...foreign];
  return all.length === 0 ? undefined : all;
}

/** Tags as they are to be: see {@link withForeignEntries}. */
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
