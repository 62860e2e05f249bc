import * as z from "zod";
import { pathKey, removeCommand, setCommand, type Problem } from "../settings/problems";
import { mendOf } from "./mend";
import { unknownKey } from "../settings/unknown-key";
import { defaultType, schema } from "./schema";
import { at, isRecord } from "../settings/untyped";

/** Turns the validator's issues into problems that name the key, the value, the rule and the command that mends it. */
export function explain(error: z.ZodError, values: Readonly<Record<string, unknown>>): Problem[] {
  const seen = new Set<string>();
  const wrong = new Set(error.issues.map(({ path }) => pathKey(path.map(String))));
  const isRemoved = (path: readonly string[]) => {
    const key = pathKey(path);
    return wrong.has(key) && wrongValue(path, values, "").mend === removeCommand(key);
  };
  /** Whether the mends remove all items of a list. An empty list would be the next mistake. */
  const isEmptied = (list: readonly string[]) => {
    const items = at(values, ...list);
    return Array.isArray(items) && items.every((_, index) => isRemoved([...list, String(index)]));
  };
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    // If a value breaks several rules, only the first is reported.
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
    if (issue.code !== "invalid_key") {
      const [problem, list] = [wrongValue(path, values, issue.message), path.slice(0, -1)];
      return [
        path.at(-1) === "0" && isEmptied(list)
          ? { ...problem, mend: mendOf(list, values, nodeAt(list, values)) }
          : problem,
      ];
    }
    // For a wrong name in a record, the inner issue has the rule. No value would mend it.
    const rule = issue.issues[0]?.message ?? issue.message;
    return [{ ...wrongValue(path, values, rule), mend: removeCommand(pathKey(path)) }];
  });
}

/** The problem of a key that does not exist with the chosen type of the group, but with another type. */
function otherType(path: readonly string[], values: unknown, name: string): Problem | undefined {
  const group = openNodeAt(path, values);
  const types = (typeof group === "object" ? (group.oneOf ?? []) : [])
    .filter((option) => typeof option === "object" && option.properties?.[name] !== undefined)
    .map(typeOf)
    .filter((type) => type !== undefined);
  if (types[0] === undefined) return undefined;
  const typeKey = pathKey([...path, "type"]);
  const key = pathKey([...path, name]);
  const type = at(values, ...path, "type");
  return {
    key,
    rule: `belongs to ${path.join(".")}.type ${types.join(", ")}, not to ${show(type)}`,
    // A type that somebody chose stays. The default one may be there only because nobody named another.
    mend: path.length === 1 && type === defaultType(path[0] ?? "") ? setCommand(typeKey, types[0]) : removeCommand(key),
  };
}

/** The problem of a value that breaks its rule, or that is missing. */
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
  return {
    key,
    value: show(found),
    rule: `must be ${rule}`,
    mend: mendOf(path, values, node),
  };
}

/** The problem of a group that needs a type, and has none or one that does not exist. */
function wrongType(path: readonly string[], values: unknown, rule: string): Problem {
  const key = pathKey([...path, "type"]);
  const group = at(values, ...path);
  const mend = setCommand(key, fittingType(nodeAt(path, values)?.oneOf ?? [], isRecord(group) ? group : {}) ?? "…");
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

/** The type that has the most of the keys that are set: the first of these. */
function fittingType(options: readonly z.core.JSONSchema._JSONSchema[], group: object): string | undefined {
  const known = (option: z.core.JSONSchema._JSONSchema) =>
    Object.keys(group).filter((name) => typeof option === "object" && option.properties?.[name] !== undefined).length;
  const most = Math.max(...options.map(known));
  return options.filter((option) => known(option) === most).map(typeOf)[0];
}

/** The schema's node at a path. In a group with several types, the values decide which type it is. */
function nodeAt(path: readonly string[], values: unknown): z.core.JSONSchema.BaseSchema | undefined {
  return chosen(openNodeAt(path, values), at(values, ...path));
}

/** The schema's node at a path, with all types that a group there may have. */
function openNodeAt(path: readonly string[], values: unknown): z.core.JSONSchema._JSONSchema | undefined {
  let node: z.core.JSONSchema._JSONSchema | undefined = schemaJson();
  for (const [index, step] of path.entries()) {
    const above = chosen(node, at(values, ...path.slice(0, index)));
    // What is in a list has one schema, `items`.
    const items = Array.isArray(above?.items) ? undefined : above?.items;
    node = above?.properties?.[step] ?? above?.additionalProperties ?? items;
  }
  return node;
}

const makeJson = () => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
let json: ReturnType<typeof makeJson> | undefined;

/** The schema as JSON Schema. It is made only once, because that takes longer than all the checks. */
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
  // In quotes, if it would look like a number or a boolean without them.
  return /^(-?[\d.]+|true|false|)$/.test(value)
    ? `"${value}"`
    : JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
}
