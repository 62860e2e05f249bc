import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { failuresIn, nameAndType, operationIn } from "../../../sandbox/events";
import { at, isRecord } from "../../../settings/untyped";
import { inPrivateFolder } from "../../private-folder";
import { type ChartPlace } from "./chart";
import { only } from "../../../settings/only";

type Properties = Readonly<Record<string, unknown>>;

/** What the next `pulumi up` would do to one resource. */
export interface Change {
  /** Last part of its type: `Release`. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** Its name in the cloud, where that is known. */
  readonly cloudName?: string;
  readonly happening: "create" | "update" | "replace" | "delete";
  /** Paths of the properties that change. */
  readonly changed: readonly string[];
  /** The version of Kubernetes that it is to have, if that changes. */
  readonly kubernetes?: string;
}

/** A release as the program asks for it. */
export interface AskedRelease extends ChartPlace {
  /** Its values. Secrets in them are encrypted. */
  readonly values: unknown;
}

/** What the next `pulumi up` would do. */
export type Preview =
  | {
      readonly changes: readonly Change[];
      /** The hub's release as it was asked for last, and as it is asked for now. `undefined`: there is none. */
      readonly before: AskedRelease | undefined;
      readonly after: AskedRelease | undefined;
    }
  | {
      /** Why there is no preview: what the program, the engine or a provider said. */
      readonly failures: readonly string[];
    };

const inputs = z.record(z.string(), z.unknown());
const state = z.object({
  resources: z.array(z.looseObject({ urn: z.string(), inputs: inputs.default({}) })).default([]),
});
const plan = z.looseObject({
  resourcePlans: z
    .record(
      z.string(),
      z.looseObject({
        goal: z
          .looseObject({
            inputDiff: z
              .looseObject({
                adds: inputs.nullish(),
                updates: inputs.nullish(),
                deletes: z.array(z.string()).nullish(),
              })
              .optional(),
          })
          .nullish(),
      }),
    )
    .default({}),
});

/** Asks the engine what the next `pulumi up` would do. Nothing is changed. */
export function previewOf(stack: Stack, signal: AbortSignal): Promise<Preview> {
  return inPrivateFolder("pulumi-plan-", async (folder) => {
    const file = join(folder, "plan.json");
    const events: EngineEvent[] = [];
    let output = "";
    const collect = (text: string) => void (output += text);
    try {
      await stack.preview({
        ...{ plan: file, color: "never", signal, onOutput: collect, onError: collect },
        onEvent: (event) => void events.push(event),
      });
    } catch (error) {
      return { failures: failuresIn(events, `${output}\n${String(error)}`).map(({ message }) => message.trim()) };
    }
    const known: unknown = (await stack.exportStack()).deployment;
    return { changes: changesIn(events), ...releasesIn(known, JSON.parse(readFileSync(file, "utf8"))) };
  });
}

/** What the events of a preview say of each resource. Those that stay the same, and components, are left out. */
export function changesIn(events: readonly EngineEvent[]): readonly Change[] {
  const asked = askedIn(events);
  return events.flatMap((event) => {
    const operation = operationIn(event);
    if (operation === undefined) return [];
    const { happening, type, name, cloudName } = operation;
    const changed = asked.get(name) ?? operation.changed;
    if (happening !== "create" && happening !== "update" && happening !== "replace" && happening !== "delete")
      return [];
    const kubernetes = versionIn(event, changed);
    return [
      {
        ...{ type, name, happening, changed },
        ...only("cloudName", cloudName),
        ...only("kubernetes", kubernetes),
      },
    ];
  });
}

/**
 * The settings of each Azure resource that change. The engine's own diff also has what Azure filled in since, which the program sends back as it is. So
 * components note what they ask for (`asked` in their outputs), and what they note now is compared with what they noted last.
 */
function askedIn(events: readonly EngineEvent[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { resOutputsEvent } of events) {
    const [was, is] = [resOutputsEvent?.metadata.old, resOutputsEvent?.metadata.new].map((one) =>
      at(one?.outputs, "asked"),
    );
    if (!isRecord(was) || !isRecord(is)) continue;
    for (const name of Object.keys(is)) if (name in was) found.set(name, differences(was[name], is[name]));
  }
  return found;
}

/** Paths at which two values differ, as the engine writes them: `pools[0].count`. */
export function differences(one: unknown, other: unknown, path = ""): readonly string[] {
  const isList = Array.isArray(one) && Array.isArray(other);
  if (!isList && !(isRecord(one) && isRecord(other))) return isDeepStrictEqual(one, other) ? [] : [path];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const below = (key: string) => (isList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
  return keys.flatMap((key) => differences(at(one, key), at(other, key), below(key)));
}

function versionIn({ resOutputsEvent }: EngineEvent, changed: readonly string[]): string | undefined {
  const key = ["kubernetesVersion", "orchestratorVersion"].find((one) => changed.includes(one));
  const version = key === undefined ? undefined : at(resOutputsEvent?.metadata.new?.inputs, key);
  return typeof version === "string" ? version : undefined;
}

/**
 * The release of the BinderHub chart: as the state has it, and as a saved plan changes that. The plan is read, and not the events: in those, the engine
 * blots the text of each secret out of everything, even of an image's name (`filterPropertyValue` in pkg/engine/events.go).
 *
 * @param deployment the state, decrypted
 * @param saved the plan of a preview. It has the inputs that change (`NewPlanDiff` in the engine's pkg/resource/deploy/plan.go)
 */
export function releasesIn(
  deployment: unknown,
  saved: unknown,
): Pick<Extract<Preview, { changes: unknown }>, "before" | "after"> {
  const isHub = (urn: string) => {
    const { name, type } = nameAndType(urn);
    return type === "Release" && name === "binderhub-release";
  };
  const old = state.parse(deployment ?? {}).resources.find(({ urn }) => isHub(urn))?.inputs;
  const [, next] = Object.entries(plan.parse(saved).resourcePlans).find(([urn]) => isHub(urn)) ?? [];
  const { adds, updates, deletes } = next?.goal?.inputDiff ?? {};
  const left = Object.entries(old ?? {}).filter(([key]) => deletes?.includes(key) !== true);
  const now = next === undefined ? undefined : { ...Object.fromEntries(left), ...adds, ...updates };
  return { before: asked(old), after: asked(now) };
}

function asked(release: Properties | undefined): AskedRelease | undefined {
  const chart = plain(release?.chart);
  if (typeof chart !== "string") return undefined;
  const [version, repository] = [plain(release?.version), plain(at(plain(release?.repositoryOpts), "repo"))];
  return {
    chart,
    // With a path, the provider may note the version that it found there.
    ...(typeof repository === "string" && { repository, ...(typeof version === "string" && { version }) }),
    values: plain(release?.values),
  };
}

/** A value, also where the state has it as a secret. */
function plain(value: unknown): unknown {
  const secret = isRecord(value) ? value.plaintext : undefined;
  return typeof secret === "string" ? JSON.parse(secret) : value;
}
