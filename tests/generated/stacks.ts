import deepmerge from "deepmerge";
import * as fc from "fast-check";
import { check, complete, configOf, deciding, secretsOf } from "../../docs/combine";
import { axes, type Axis, axisNames, type Choice, type Config, type Option } from "../../docs/options";
import { fullKey } from "../../rehearse/stack-settings";
import { parseSettings, type Parsed } from "../../stack/parse";
import { asTexts } from "../../stack/raw";

/** A generated configuration: full keys; groups as objects. */
export interface Stack {
  readonly config: Config;
  readonly secrets: Readonly<Record<string, string>>;
}

const kubeconfig = Buffer.from('{"contexts": [{"name": "kind-binder"}]}');

/** Judges a configuration as the program does. */
export function judge({ config, secrets }: Stack): Parsed {
  const all = {
    ...config,
    ...Object.fromEntries(Object.entries(secrets).map(([key, value]) => [fullKey(key), value])),
  };
  return parseSettings({ values: asTexts(all), secretKeys: Object.keys(secrets).map(fullKey) }, () => kubeconfig, "/");
}

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" });

/** Names, numbers and texts within the rules; each may be left to its default. */
const details = fc.record({
  namespace: optional(fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,3}$/)),
  tokenRotation: optional(text),
  azure: fc.record({
    // Not of digits only: the Pulumi CLI, which rewrites the stack's file, would make it a number.
    resourceGroup: optional(fc.stringMatching(/^[a-zA-Z][-a-zA-Z0-9_]{0,20}[a-zA-Z0-9_]$/)),
    clusterName: optional(fc.stringMatching(/^[a-zA-Z][-a-zA-Z0-9]{0,15}[a-zA-Z0-9]$/)),
    nodeCount: optional(fc.integer({ min: 1, max: 60 })),
    vmSize: optional(fc.constantFrom("Standard_D2s_v5", "Standard_D4s_v5", "Standard_E8s_v5")),
    kubernetesVersion: optional(fc.constantFrom("1.33", "1.34")),
  }),
  chart: fc.record({
    timeout: optional(fc.integer({ min: 300, max: 3600 })),
    historyLimit: optional(fc.integer({ min: 1, max: 50 })),
  }),
  limits: fc.record({
    idleTimeout: optional(fc.integer({ min: 60, max: 604_800 })),
    userCpu: optional(fc.constantFrom(0.5, 1, 2, 16)),
    totalQuota: optional(fc.integer({ min: 0, max: 500 })),
  }),
  branding: optional(fc.record({ about: text })),
});

/** An order of preference among the options of each axis: the stack takes the first that fit together. */
const preferences = fc.record(
  Object.fromEntries(
    axisNames.map((axis) => {
      const all: readonly Option[] = axes[axis];
      return [axis, fc.shuffledSubarray([...all], { minLength: all.length })];
    }),
  ) as Record<Axis, fc.Arbitrary<Option[]>>,
);

const bases = axes.platform.map((platform) => complete({ platform }, deciding));

/** Walks from a simple stack on each platform to a random one, a step on each axis, by what the rules allow. */
const choices = fc
  .tuple(fc.constantFrom(...bases), preferences, fc.shuffledSubarray([...axisNames], { minLength: axisNames.length }))
  .map(([base, wishes, order]) => {
    if (base === undefined) throw new Error("there is a stack for each platform");
    return order.reduce<Choice>((choice, axis) => {
      const fitting = wishes[axis].find((option) => check({ ...choice, [axis]: option }).settings !== undefined);
      return fitting === undefined ? choice : { ...choice, [axis]: fitting };
    }, base);
  });

/** Stacks that the program accepts. */
export const validStacks: fc.Arbitrary<Stack> = fc
  .tuple(choices, details)
  .map(([choice, more]): Stack => {
    const merged = deepmerge(configOf(choice), JSON.parse(JSON.stringify(more)) as Config) as Config;
    return {
      config: Object.fromEntries(Object.entries(merged).map(([key, value]) => [fullKey(key), value])),
      secrets: secretsOf(choice),
    };
  })
  .filter((stack) => judge(stack).settings !== undefined);

type Mutation = readonly [what: string, mutate: (stack: Stack, salt: number) => Stack];

const put = (stack: Stack, more: Config): Stack => ({
  ...stack,
  config: deepmerge(stack.config, more, { arrayMerge: (_below, above: unknown[]) => above }),
});
const replace = (stack: Stack, more: Config): Stack => ({ ...stack, config: { ...stack.config, ...more } });
const groups = ["azure", "registry", "exposure", "auth", "branding", "chart", "limits", "scheduling"];

/** Ways to spoil a good stack. */
export const mutations: readonly Mutation[] = [
  [
    "a group of the wrong type",
    (stack, salt) => replace(stack, { [`binderhub:${groups[salt % groups.length] ?? ""}`]: ["x"] }),
  ],
  ["a number as a text", (stack) => put(stack, { "binderhub:azure": { nodeCount: "three" } })],
  ["a number out of range", (stack, salt) => put(stack, { "binderhub:azure": { nodeCount: -(salt % 1000) } })],
  ["a timeout out of range", (stack, salt) => put(stack, { "binderhub:chart": { timeout: salt % 300 } })],
  ["an unknown key", (stack, salt) => put(stack, { [`binderhub:quark${salt}`]: "up" })],
  ["an unknown key in a group", (stack, salt) => put(stack, { "binderhub:azure": { [`quark${salt}`]: "up" } })],
  [
    "builds in the nodes' Docker on Azure",
    (stack) =>
      replace(stack, {
        "binderhub:platform": "azure",
        "azure-native:location": "westeurope",
        "binderhub:builder": "host",
      }),
  ],
  [
    "an Azure registry without Azure",
    (stack) =>
      replace(stack, {
        "binderhub:platform": "existing",
        "binderhub:existing": { context: "kind-binder", host: "hub.example.org" },
        "binderhub:registry": { type: "azure", name: "mygroupbinder", prefix: "binder" },
      }),
  ],
  [
    "a secret in plain text",
    ({ config, secrets: { registryPassword = "", ...secrets } }) => ({
      config: { ...config, "binderhub:registryPassword": registryPassword },
      secrets,
    }),
  ],
];

/** Configurations that the program must refuse. */
export const invalidStacks = fc
  .tuple(validStacks, fc.constantFrom(...mutations), fc.nat())
  .map(([stack, [what, mutate], salt]) => ({ what, stack: mutate(stack, salt) }));
