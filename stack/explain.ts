import * as z from "zod";
import { pathKey, removeCommand, setCommand, type Problem } from "../settings/problems";
import { unknownKey } from "../settings/unknown-key";
import { schema } from "./schema";
import { at, isRecord } from "../settings/untyped";

/** Turns the validator's issues into problems that name the key, the value, the rule and the command that mends it. */
export function explain(error: z.ZodError, values: Readonly<Record<string, unknown>>): Problem[] {
  const seen = new Set<string>();
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    // Of several rules that one value breaks, the first is the one to tell.
    const place = `${issue.code === "unrecognized_keys" ? "in " : ""}${pathKey(path)}`;
    if (seen.has(place)) return [];
    seen.add(place);
    if (issue.code === "unrecognized_keys") {
      const known = Object.keys(nodeAt(path, values)?.properties ?? {});
      const found = at(values, ...path);
      return issue.keys.map(
        (name) => otherType(path, values, name) ?? unknownKey(pathKey([...path, name]), at(found, name), known),
      );
    }
    if (issue.code === "invalid_union") {
      return [wrongType(path.at(-1) === "type" ? path.slice(0, -1) : path, values, issue.message)];
    }
    // A name in a record says its own rule.
    const rule = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
    return [wrongValue(path, values, rule ?? issue.message)];
  });
}

/** A key that the group has, but with another type than the one chosen. */
function otherType(path: readonly string[], values: unknown, name: string): Problem | undefined {
  const group = path[0] === undefined ? undefined : schemaJson().properties?.[path[0]];
  const options = path.length === 1 && typeof group === "object" ? (group.oneOf ?? []) : [];
  const types = options
    .filter((option) => typeof option === "object" && option.properties?.[name] !== undefined)
    .map(typeOf)
    .filter((type) => type !== undefined);
  if (types[0] === undefined) return undefined;
  const typeKey = pathKey([...path, "type"]);
  return {
    key: pathKey([...path, name]),
    rule: `belongs to ${path[0] ?? ""}.type ${types.join(", ")}, not to ${show(at(values, ...path, "type"))}`,
    mend: setCommand(typeKey, types[0]),
  };
}

/** A value that breaks its rule, or one that is missing. */
function wrongValue(path: readonly string[], values: unknown, rule: string): Problem {
  const key = pathKey(path);
  const found = at(values, ...path);
  const node = nodeAt(path, values);
  if (node?.oneOf !== undefined) return wrongType(path, values, rule);
  const { description, example } = node ?? {};
  if (found === undefined) {
    const mend = example === undefined ? undefined : setCommand(key, example);
    return { key, rule: `is missing: ${description ?? rule}`, mend };
  }
  return { key, value: show(found), rule: `must be ${rule}`, mend: mendOf(key, found, node) };
}

/**
 * Sets an example, or the value itself where only its type is wrong; without an example the key goes, and so does what is not
 * plainly a `true`: nothing is switched on that nobody asked for.
 */
function mendOf(key: string, found: unknown, node: z.core.JSONSchema.BaseSchema | undefined): string {
  const example: unknown = node?.example;
  // Not `String`: an object may have a `toString` of its own.
  const text = typeof found === "string" ? found : JSON.stringify(found);
  if (typeof example === "string")
    return setCommand(key, Number.isInteger(found) && matches(text, node) ? text : example);
  // A value that stands in quotes goes first: the CLI would keep the quotes, and with them the type.
  const first = typeof found === "string" ? `${removeCommand(key)} && ` : "";
  if (typeof example === "number") {
    const { minimum = -Infinity, exclusiveMinimum, maximum = Infinity } = node ?? {};
    const number = Number(/^\d+$/.test(text) || (node?.type === "number" && /^\d+\.\d+$/.test(text)) ? text : NaN);
    const fits =
      number >= minimum &&
      number > (typeof exclusiveMinimum === "number" ? exclusiveMinimum : -Infinity) &&
      number <= maximum;
    return first + setCommand(key, fits ? Number(text) : example);
  }
  // A number in place of any text, such as a tag's: the text that it was meant to be.
  if (typeof found === "number" && node?.type === "string") return setCommand(key, text);
  return found === "true" && typeof example === "boolean" ? first + setCommand(key, true) : removeCommand(key);
}

/** Whether a text matches the patterns that the schema has for it, at least one. */
function matches(text: string, node: z.core.JSONSchema.BaseSchema | undefined): boolean {
  const patterns = [node, ...(node?.allOf ?? [])].flatMap((part) =>
    typeof part === "object" && part.pattern !== undefined ? [part.pattern] : [],
  );
  return patterns.length > 0 && patterns.every((pattern) => new RegExp(pattern).test(text));
}

/** A group that comes in several types, without one or with one that there is not. */
function wrongType(path: readonly string[], values: unknown, rule: string): Problem {
  const key = pathKey([...path, "type"]);
  const group = at(values, ...path);
  const mend = setCommand(key, nodeAt(path, values)?.oneOf?.map(typeOf)[0] ?? "…");
  if (group !== undefined && !isRecord(group)) {
    return {
      key: pathKey(path),
      value: show(group),
      rule: "must be an object with a type",
      mend: removeCommand(pathKey(path)),
    };
  }
  return group?.type === undefined
    ? { key, rule: `is missing: ${rule}`, mend }
    : { key, value: show(group.type), rule: `must be ${rule}`, mend };
}

/** The schema's node at a path; in a group with several types, the one that the values choose. */
function nodeAt(path: readonly string[], values: unknown): z.core.JSONSchema.BaseSchema | undefined {
  let value: unknown = values;
  let node = chosen(schemaJson(), value);
  for (const step of path) {
    value = at(value, step);
    node = chosen(node?.properties?.[step] ?? node?.additionalProperties, value);
  }
  return node;
}

const makeJson = () => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
let json: ReturnType<typeof makeJson> | undefined;

/** The schema as JSON Schema, made once: it takes longer than all the checks. */
function schemaJson() {
  return (json ??= makeJson());
}

function chosen(node: z.core.JSONSchema._JSONSchema | undefined, value: unknown) {
  if (typeof node !== "object") return undefined;
  const type = at(value, "type");
  const options = node.oneOf?.filter((option) => typeof option === "object") ?? [];
  return options.find((option) => typeOf(option) === type) ?? node;
}

/** The value of `type` that chooses an option of a group. */
function typeOf(option: z.core.JSONSchema._JSONSchema): string | undefined {
  const type = typeof option === "object" ? option.properties?.type : undefined;
  return typeof type === "object" && typeof type.const === "string" ? type.const : undefined;
}

/** A value as a user would recognise it. */
function show(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  // In quotes where it would look like something else without them.
  return /^(-?[\d.]+|true|false|)$/.test(value)
    ? `"${value}"`
    : JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
}
