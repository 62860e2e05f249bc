import type * as z from "zod";
import { pathKey, removeCommand, setCommand } from "../settings/problems";
import { at } from "../settings/untyped";

/** What the schema says of a value. `undefined` if it says nothing. */
type Node = z.core.JSONSchema.BaseSchema | undefined;

/**
 * The command that corrects a value. It sets the example, or the value itself if only its type is wrong. If there is no example, it removes
 * the key. It sets `true` only if the value was clearly meant as `true`, so that nothing is switched on that nobody asked for.
 */
export function mendOf(path: readonly string[], values: unknown, node: Node): string {
  const anew = numbersAnew(path, values, node);
  if (anew !== undefined) return anew;
  const [key, found] = [pathKey(path), at(values, ...path)];
  const example: unknown = node?.example;
  // Not `String`, because an object may have its own `toString`.
  const text = typeof found === "string" ? found : JSON.stringify(found);
  if (typeof example === "string")
    return setCommand(key, Number.isInteger(found) && matches(text, node) ? text : example);
  // A value in quotes must be removed first: otherwise the CLI keeps the quotes, and with them the type.
  const first = typeof found === "string" ? `${removeCommand(key)} && ` : "";
  if (isNumeric(node)) {
    const meant = meantNumber(text, node) ?? example;
    return meant === undefined ? removeCommand(key) : first + setCommand(key, meant);
  }
  // A text where a list of such texts is meant, and a text with blanks around it.
  const items = Array.isArray(node?.items) ? undefined : node?.items;
  if (typeof found === "string" && typeof items === "object" && matches(text.trim(), items)) {
    return first + setCommand(`${key}[0]`, text.trim());
  }
  if (typeof found === "string" && text !== text.trim() && matches(text.trim(), node)) {
    return setCommand(key, text.trim());
  }
  // Without a key that says for whom alone something is, it would be for everybody.
  if (node?.narrows === true) return `${removeCommand(key)} && ${setCommand(key, example)}`;
  // A number where any text is allowed, such as a tag: set it as text.
  if (typeof found === "number" && node?.type === "string" && patternsOf(node).every((pattern) => pattern.test(text)))
    return setCommand(key, text);
  return found === "true" && typeof example === "boolean" ? first + setCommand(key, true) : removeCommand(key);
}

/**
 * The command that makes a list of numbers anew, if one of them is in quotes. It could not be removed and set: what is behind it in the list would move up, and be overwritten.
 */
function numbersAnew(path: readonly string[], values: unknown, node: Node): string | undefined {
  const [list, found] = [at(values, ...path.slice(0, -1)), at(values, ...path)];
  if (!Array.isArray(list) || typeof found !== "string" || !isNumeric(node)) return undefined;
  if (meantNumber(found, node) === undefined) return undefined;
  const meant = list.flatMap((item: unknown) => {
    const number = typeof item === "number" || typeof item === "string" ? meantNumber(String(item), node) : undefined;
    return number === undefined ? [] : [number];
  });
  const key = pathKey(path.slice(0, -1));
  return `${removeCommand(key)} && ${setCommand(key, meant)}`;
}

const isNumeric = (node: Node) => node?.type === "number" || node?.type === "integer";

/** The number that somebody wrote. `undefined` if it is none that the schema takes. */
function meantNumber(text: string, node: Node): number | undefined {
  const { type, minimum = -Infinity, exclusiveMinimum, maximum = Infinity } = node ?? {};
  const number = numberIn(text);
  const fits =
    (type === "number" || Number.isInteger(number)) &&
    number >= minimum &&
    number > (typeof exclusiveMinimum === "number" ? exclusiveMinimum : -Infinity) &&
    number <= maximum;
  return fits ? number : undefined;
}

/**
 * The number that somebody wrote, perhaps with marks between thousands, a comma before decimals, or a currency: `1,500`, `2,5`, `EUR 900`. `NaN` if it
 * may mean something else, such as an amount with a unit.
 */
function numberIn(text: string): number {
  const bare = text.replace(currency, "").trim();
  if (/^\d+(\.\d+)?$/.test(bare)) return Number(bare);
  if (/^\d{1,3}([ ,'’]\d{3})+(\.\d+)?$/.test(bare)) return Number(bare.replaceAll(/[ ,'’]/g, ""));
  return Number(/^\d+,\d{1,2}$/.test(bare) ? bare.replace(",", ".") : NaN);
}

/** A currency before or after an amount. */
const currency = /^(?:[$€£]|USD|EUR|GBP|CHF)|(?:[$€£]|USD|EUR|GBP|CHF)$/;

/** Whether the schema has patterns for a text, and the text matches all of them. */
function matches(text: string, node: Node): boolean {
  const patterns = patternsOf(node);
  return patterns.length > 0 && patterns.every((pattern) => pattern.test(text));
}

function patternsOf(node: Node): RegExp[] {
  return [node, ...(node?.allOf ?? [])].flatMap((part) =>
    typeof part === "object" && part.pattern !== undefined ? [new RegExp(part.pattern)] : [],
  );
}
