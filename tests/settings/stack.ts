import { type RawConfig } from "../../settings/raw";

/** What a stack's file says, by full key; groups as objects. */
export type StackConfig = Readonly<Record<string, unknown>>;

/** Edits of a stack: key after `binderhub:` (or a full one), a dot leads into a group, `undefined` removes. */
export type Edits = Readonly<Record<string, unknown>>;

/** The workshop's hub with everything that only a person knows: nothing is wrong with it. */
export const goodStack: StackConfig = {
  "azure-native:location": "westeurope",
  "binderhub:azure": { resourceGroup: "testhub", clusterName: "hubcluster", nodeCount: 3, vmSize: "Standard_D2s_v3" },
  "binderhub:registry": { type: "dockerHub", username: "jdoe", prefix: "binder-dev" },
  "binderhub:registryPassword": "s3cret-canary",
};

/** A stack's configuration as the engine hands it over: groups as JSON. */
export function rawConfig(stack: StackConfig, secretKeys = ["binderhub:registryPassword"]): RawConfig {
  const values = Object.entries(stack).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return { values: Object.fromEntries(values), secretKeys };
}

/** The good stack with edits. */
export function edited(edits: Edits, base: StackConfig = goodStack): StackConfig {
  return Object.entries(edits).reduce<StackConfig>((stack, [name, value]) => {
    const [group = "", field] = (name.includes(":") ? name : `binderhub:${name}`).split(".");
    return field === undefined
      ? put(stack, group, value)
      : put(stack, group, put((stack[group] ?? {}) as StackConfig, field, value));
  }, base);
}

function put(record: StackConfig, key: string, value: unknown): StackConfig {
  const others = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}
