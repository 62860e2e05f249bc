import * as z from "zod";
import { removeCommand, setCommand, type Problem } from "./problems";
import { namespace, unknownKey } from "./raw";
import { schema } from "./schema";

/** Turns the validator's issues into problems that name the key, the value, the rule and the command that mends it. */
export function explain(error: z.ZodError, values: Readonly<Record<string, unknown>>): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    const key = `${namespace}:${path.join(".")}`;
    const found = path.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), values);
    const node = nodeAt(path, values);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((name) =>
        unknownKey(
          `${key}.${name}`,
          show(isRecord(found) ? found[name] : undefined),
          Object.keys(node?.properties ?? {}),
        ),
      );
    }
    const missing = found === undefined;
    const example = node?.example;
    return [
      {
        key,
        value: missing ? undefined : show(found),
        rule: missing ? `is missing: ${node?.description ?? issue.message}` : `must be ${issue.message}`,
        mend:
          example !== undefined
            ? setCommand(key, typeof example === "string" ? example : JSON.stringify(example))
            : missing
              ? undefined
              : removeCommand(key),
      },
    ];
  });
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
  return (
    options.find(({ properties }) => typeof properties?.type === "object" && properties.type.const === type) ?? node
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A value as a user would recognise it. */
function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}
