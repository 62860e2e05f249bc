import { isDeepStrictEqual } from "node:util";
import { namespace } from "../settings/keys";
import { pathKey, type Problem } from "../settings/problems";
import { isRecord } from "../settings/untyped";
import { addressPart } from "./address";
import { buildsPart } from "./builds";
import { chartIn } from "./chart-values-of";
import { type Config, exampleContext, problemsOf } from "./checked";
import { type Claim, type Fate, type Fill, left, type Path, type Platform, type Values } from "./claims";
import { fallback } from "./fallback";
import { type Leaf, leavesOf } from "./leaves";
import { loginOf, loginPart } from "./login";
import { nodesPart } from "./nodes";
import { pagesPart } from "./pages";
import { plainPart } from "./plain";
import { registryPart } from "./registry";
import { repositoriesPart } from "./repositories";
import { roomFor } from "./room";
import { fateOfSecret } from "./secrets";
import { unknownIn } from "./strict-keys";

/** A value of the file, by its whole path, and what became of it. */
export interface Placed extends Leaf {
  readonly fate: Fate;
}

/** What became of a file. */
export interface Conversion {
  /** Every value of the file, once. */
  readonly placed: readonly Placed[];
  /** Settings that no value gives. */
  readonly fills: readonly Fill[];
  /** The stack's configuration, by full key. There are no secrets in it. */
  readonly config: Config;
  /** What the program still refuses, and no single value is to blame for. */
  readonly problems: readonly Problem[];
}

/**
 * Turns the values of a BinderHub chart, or of a chart that depends on it, into settings. The program's own rules are the judge: what they refuse
 * goes elsewhere, or is left out with their reason. Pure.
 *
 * @throws if there are no values of the chart
 */
export function convert(values: Values, platform: Platform): Conversion {
  const { chart, under, others } = chartIn(values);
  const parts = [
    plainPart(chart),
    buildsPart(chart),
    nodesPart(chart, platform),
    registryPart(chart),
    repositoriesPart(chart),
    addressPart(chart, platform, loginOf(chart)),
    loginPart(chart),
    pagesPart(chart),
  ];
  const claims = parts.flatMap((part) => part.claims);
  const placed = [
    ...leavesOf(chart).map((leaf): Placed => ({ ...leaf, fate: fateOf(leaf, claims) })),
    ...leavesOf(others).map((leaf): Placed => ({ ...leaf, fate: foreign })),
  ];
  const fills = [...base(platform), ...parts.flatMap((part) => part.fills ?? [])];
  const roomy = platform === "azure" ? [...fills, ...roomFor(configOf(placed, fills))] : fills;
  const result = settled(placed, roomy);
  const count = leavesOf(chart).length;
  const whole = result.placed.map((one, index) => (index < count ? { ...one, path: [...under, ...one.path] } : one));
  return { ...result, placed: whole, config: configOf(result.placed, result.fills) };
}

const foreign = left(
  "is a value of another chart, or of templates of their own: this program installs BinderHub alone",
);

function base(platform: Platform): Fill[] {
  return platform === "azure"
    ? [{ key: ["azure-native:location"], value: "westeurope", why: "Fill in your region" }]
    : [
        { key: ["platform"], value: "existing", why: "The hub runs on a cluster that is there" },
        {
          key: ["existing", "context"],
          value: exampleContext,
          why: "Fill in the cluster's context in your kubeconfig",
        },
      ];
}

function fateOf(leaf: Leaf, claims: readonly Claim[]): Fate {
  const secret = fateOfSecret(leaf);
  if (secret !== undefined) return secret;
  const path = leaf.path.join(".");
  const fitting = claims.filter(([claimed]) => path === claimed || path.startsWith(`${claimed}.`));
  const length = Math.max(...fitting.map(([claimed]) => claimed.length));
  const claimed = fitting.findLast(([one]) => one.length === length)?.[1];
  const fate = claimed ?? { kind: "extraValues", path: leaf.path, value: leaf.value };
  return fate.kind === "extraValues" ? known(fate) : fate;
}

/** Today's charts refuse keys that they do not know. */
function known(fate: Extract<Fate, { kind: "extraValues" }>): Fate {
  const unknown = unknownIn(fate.path, fate.value);
  return unknown === undefined ? fate : left(`today's chart has no ${unknown}`);
}

/** Moves what the program refuses, until it refuses nothing that a value is to blame for. */
function settled(placed: readonly Placed[], fills: readonly Fill[]): Omit<Conversion, "config"> {
  const problems = problemsOf(configOf(placed, fills));
  const next = placed.map((one) => moved(one, problems));
  if (next.some((one, index) => one !== placed[index])) return settled(next, fills);
  const more = fallback(problems).filter((fill) => !fills.some((one) => isDeepStrictEqual(one, fill)));
  const others = fills.filter((one) => !more.some(({ key }) => key.every((step, index) => one.key[index] === step)));
  if (more.length > 0) return settled(placed, [...others, ...more]);
  const [problem] = problems;
  const guilty = problem && culprit(placed, fills, problem);
  return guilty === undefined
    ? { placed, fills, problems }
    : settled(
        placed.map((one) => (one === guilty ? refused(one, problem?.rule ?? "") : one)),
        fills,
      );
}

/** The value without which there would not be a problem that names another key: of two that must fit, the program blames one. */
function culprit(placed: readonly Placed[], fills: readonly Fill[], problem: Problem): Placed | undefined {
  const movable = placed.filter(({ fate }) => fate.kind === "setting" || fate.kind === "extraValues");
  return movable.find((suspect) => {
    const rest = placed.filter((one) => one !== suspect);
    return problemsOf(configOf(rest, fills)).every(({ key, rule }) => key !== problem.key || rule !== problem.rule);
  });
}

function moved(one: Placed, problems: readonly Problem[]): Placed {
  const { fate } = one;
  if (fate.kind !== "setting" && fate.kind !== "extraValues") return one;
  const key = pathKey(fate.kind === "setting" ? fate.key : ["extraValues", ...fate.path]);
  const problem = problems.find((found) => isAbout(found, key));
  if (problem === undefined) return one;
  return refused(one, problem.rule);
}

/** A value that the program refuses in its place. */
function refused(one: Placed, rule: string): Placed {
  const fate: Fate =
    one.fate.kind === "setting" && one.fate.orExtra === true
      ? known({ kind: "extraValues", path: one.path, value: one.value })
      : left(`the program refuses it: ${rule}`);
  return { ...one, fate };
}

/** Groups in which one value's mistake does not make the others wrong. */
const standing = ["auth", "auth.type", "exposure", "exposure.type", "limits"].map((name) => `${namespace}:${name}`);

/** Whether a problem is about a key, or about something in it or around it. */
function isAbout({ key: blamed }: Problem, key: string): boolean {
  const isIn = (inner: string, outer: string) => inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  if (blamed === key) return !standing.includes(key);
  return isIn(blamed, key) || (isIn(key, blamed) && !standing.includes(blamed));
}

/** The stack's configuration: what a person fills in, and over it what the file says. */
export function configOf(placed: readonly Placed[], fills: readonly Fill[]): Config {
  const entries = [
    ...fills.map(({ key, value }) => [key, value] as const),
    ...placed.flatMap(({ fate }) =>
      fate.kind === "setting"
        ? [[fate.key, fate.value] as const]
        : fate.kind === "extraValues"
          ? [[["extraValues", ...fate.path], fate.value] as const]
          : [],
    ),
  ];
  return entries.reduce<Config>((config, [[name = "", ...path], value]) => {
    const full = name.includes(":") ? name : `${namespace}:${name}`;
    return put(config, [full, ...path], value);
  }, {});
}

/** An empty group takes nothing away from one that has something in it. */
function put(record: Values, [step = "", ...rest]: Path, value: unknown): Values {
  const inner = record[step];
  if (rest.length > 0) return { ...record, [step]: put(isRecord(inner) ? inner : {}, rest, value) };
  const isEmpty = isRecord(value) && Object.keys(value).length === 0;
  return { ...record, [step]: isEmpty && isRecord(inner) ? inner : value };
}
