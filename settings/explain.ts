import * as z from "zod";
import { removeCommand, setCommand, type Problem } from "./problems";
import { namespace, unknownKey } from "./raw";
import { schema } from "./schema";

/** Turns the validator's issues into problems that name the key, the value, the rule and the command that mends it. */
export function explain(error: z.ZodError, values: Readonly<Record<string, unknown>>): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      const known = Object.keys(nodeAt(path, values)?.properties ?? {});
      const found = valueAt(path, values);
      return issue.keys.map((name) =>
        unknownKey(keyOf([...path, name]), isRecord(found) ? show(found[name]) : undefined, known),
      );
    }
    if (issue.code === "invalid_union") {
      return [wrongType(path.at(-1) === "type" ? path.slice(0, -1) : path, values, issue.message)];
    }
    return [wrongValue(path, values, issue.message)];
  });
}

/** A value that breaks its rule, or one that is missing. */
function wrongValue(path: readonly string[], values: unknown, rule: string): Problem {
  const key = keyOf(path);
  const found = valueAt(path, values);
  const { description, example } = nodeAt(path, values) ?? {};
  const shown = typeof example === "string" ? example : JSON.stringify(example);
  if (found === undefined) {
    const mend = example === undefined ? undefined : setCommand(key, shown);
    return { key, rule: `is missing: ${description ?? rule}`, mend };
  }
  const settable = typeof example === "string" || typeof example === "number" || typeof example === "boolean";
  return {
    key,
    value: show(found),
    rule: `must be ${rule}`,
    mend: settable ? setCommand(key, shown) : removeCommand(key),
  };
}

/** A group that comes in several types, without one or with one that there is not. */
function wrongType(path: readonly string[], values: unknown, rule: string): Problem {
  const key = keyOf([...path, "type"]);
  const group = valueAt(path, values);
  const mend = setCommand(key, nodeAt(path, values)?.oneOf?.map(typeOf)[0] ?? "…");
  if (group !== undefined && !isRecord(group)) {
    return {
      key: keyOf(path),
      value: show(group),
      rule: "must be an object with a type",
      mend: removeCommand(keyOf(path)),
    };
  }
  return group?.type === undefined
    ? { key, rule: `is missing: ${rule}`, mend }
    : { key, value: show(group.type), rule: `must be ${rule}`, mend };
}

function keyOf(path: readonly string[]): string {
  return `${namespace}:${path.map((step, at) => (/^\d+$/.test(step) ? `[${step}]` : at === 0 ? step : `.${step}`)).join("")}`;
}

function valueAt(path: readonly string[], values: unknown): unknown {
  return path.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), values);
}

/** The schema's node at a path; in a group with several types, the one that the values choose. */
function nodeAt(path: readonly string[], values: unknown): z.core.JSONSchema.BaseSchema | undefined {
  let value: unknown = values;
  let node = chosen(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), value);
  for (const step of path) {
    value = isRecord(value) ? value[step] : undefined;
    node = chosen(node?.properties?.[step], value);
  }
  return node;
}

function chosen(node: z.core.JSONSchema._JSONSchema | undefined, value: unknown) {
  if (typeof node !== "object") return undefined;
  const type = isRecord(value) ? value.type : undefined;
  const options = node.oneOf?.filter((option) => typeof option === "object") ?? [];
  return options.find((option) => typeOf(option) === type) ?? node;
}

/** The value of `type` that chooses an option of a group. */
function typeOf(option: z.core.JSONSchema._JSONSchema): string | undefined {
  const type = typeof option === "object" ? option.properties?.type : undefined;
  return typeof type === "object" && typeof type.const === "string" ? type.const : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A value as a user would recognise it. */
function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}
