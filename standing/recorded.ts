import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { at } from "../settings/untyped";

/** A resource as the last run left it in the stack's state. */
export interface RecordedResource {
  /** Pulumi type token, such as `azure-native:network:PublicIPAddress`. */
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What the stack's state has, by the name that the program gives a resource. Empty before the first run. */
export type Recorded = ReadonlyMap<string, RecordedResource>;

/** What exists before a run. */
export interface Before {
  readonly recorded: Recorded;
  /** The subscription of `azure-native:subscriptionId`. @default the one of the login */
  readonly subscription?: string;
}

/** A text in a resource's outputs. `undefined` if the state has no such resource, or no text there. */
export function recordedText(
  recorded: Recorded,
  name: string,
  ...path: readonly (string | number)[]
): string | undefined {
  const value = at(recorded.get(name)?.outputs, ...path);
  return typeof value === "string" ? value : undefined;
}

/** What a component's last complete run asked Azure for, as the settings were written then. `undefined` if the state does not tell. */
export function askedText(
  recorded: Recorded,
  component: string,
  ...path: readonly (string | number)[]
): string | undefined {
  const requests = Object.values(recorded.get(component)?.outputs.asked ?? {});
  return requests.map((one: unknown) => at(one, ...path)).find((value) => typeof value === "string");
}

/**
 * The name of before, if this is another one. Azure does not tell upper from lower case, and may answer in its own. The engine does, and makes anew what has its
 * name in another case.
 *
 * @param has what Azure has
 * @param asked what it was asked for
 */
export function nameBefore(now: string, has: string, asked: string | undefined): string | undefined {
  const isExact = asked !== undefined && isSameName(asked, has);
  const was = isExact ? asked : has;
  return (isExact ? now === was : isSameName(now, was)) ? undefined : was;
}

/** Whether two of Azure's names or regions are the same. Case does not matter, and some answers have regions with spaces. */
export function isSameName(now: string, was: string): boolean {
  return now.replaceAll(" ", "").toLowerCase() === was.replaceAll(" ", "").toLowerCase();
}

const answer = z.object({
  outputs: z
    .record(z.string(), z.object({ type: z.string(), outputs: z.record(z.string(), z.unknown()).default({}) }))
    .default({}),
});

/** Whose resources to read: those below a component of a type, whose names begin alike. */
export interface Whose {
  /** Type token of the component. */
  readonly type: string;
  /** What the names begin with; it is taken off. */
  readonly prefix: string;
}

/**
 * Reads the stack's own state, as it was before this run. The engine answers from the state that it has open. No cloud is asked.
 *
 * @param whose which of its resources. @default all, by their full names
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/builtins.go `readStackResourceOutputs`
 */
export async function recordedResources(whose?: Whose): Promise<Recorded> {
  const stackName = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const known: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
  const { outputs } = answer.parse(known);
  return new Map(
    Object.entries(outputs).flatMap(([urn, resource]) => {
      const name = nameIn(urn, whose);
      return name === undefined ? [] : [[name, resource]];
    }),
  );
}

/**
 * The name that the program gave a resource. `undefined` if it is somebody else's.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export function nameIn(urn: string, whose?: Whose): string | undefined {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  if (whose === undefined) return name;
  return urn.includes(`${whose.type}$`) && name.startsWith(whose.prefix) ? name.slice(whose.prefix.length) : undefined;
}
