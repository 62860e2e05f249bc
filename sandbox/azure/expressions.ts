import { at, isRecord } from "../untyped";
import { windowsZones } from "./windows-zones";

/** What the expressions of a workflow of Logic Apps can ask for. */
export interface Asked {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Name of the trigger that fired. */
  readonly trigger: string;
  /** Bodies of answers, by the name of the action. */
  readonly bodies: ReadonlyMap<string, unknown>;
}

/**
 * Whether a condition holds: an expression, or an object such as `{ and: [{ equals: ["@…", "a"] }] }`.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#if-action
 */
export function holds(condition: unknown, asked: Asked): boolean {
  if (!isRecord(condition)) return valueOf(condition, asked) === true;
  const [[operator, operands] = ["", []]] = Object.entries(condition);
  if (operator === "not") return !holds(operands, asked);
  const list = Array.isArray(operands) ? (operands as unknown[]) : [];
  if (operator === "and") return list.every((one) => holds(one, asked));
  if (operator === "or") return list.some((one) => holds(one, asked));
  return (
    call(
      operator,
      list.map((one) => valueOf(one, asked)),
      asked,
    ) === true
  );
}

/** The value of an expression, which begins with @. Everything else is its own value. */
export function valueOf(text: unknown, asked: Asked): unknown {
  if (typeof text !== "string" || !text.startsWith("@")) return text;
  const tokens = [...text.slice(1).matchAll(/'[^']*'|\?\[|\w+|-\d+|[(),.[\]]/g)].map(([token]) => token);
  const value = evaluate(tokens, asked);
  if (tokens.length > 0) throw new Error(`Logic Apps cannot read ${text}`);
  return value;
}

/** Takes an expression from the beginning of a list of tokens. */
function evaluate(tokens: string[], asked: Asked): unknown {
  const token = tokens.shift() ?? "";
  if (token.startsWith("'")) return token.slice(1, -1);
  if (/^-?\d+$/.test(token)) return Number(token);
  if (tokens.shift() !== "(") throw new Error(`Logic Apps knows no ${token}`);
  const given: unknown[] = [];
  while (tokens[0] !== ")") {
    given.push(evaluate(tokens, asked));
    if (tokens[0] === ",") tokens.shift();
    else if (tokens[0] !== ")") throw new Error(`Logic Apps expects a bracket after ${token}`);
  }
  tokens.shift();
  return inside(call(token, given, asked), tokens);
}

/** The part of a value that the next tokens lead to: `.name`, or `?['name']`. */
function inside(value: unknown, tokens: string[]): unknown {
  if (tokens[0] !== "." && tokens[0] !== "?[") return value;
  const [mark, key = ""] = tokens.splice(0, 2);
  if (mark === "?[" && tokens.shift() !== "]") throw new Error(`Logic Apps expects ] after ${key}`);
  return inside(at(value, key.replaceAll("'", "")), tokens);
}

/** @see https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference */
function call(name: string, given: readonly unknown[], { now, trigger, bodies }: Asked): unknown {
  const [one, other, format] = given;
  if (name === "trigger") return { name: trigger };
  if (name === "body") return bodies.get(String(one));
  if (name === "utcNow") return new Date(now).toISOString();
  if (name === "convertFromUtc") return shown(clockIn(String(one), String(other)), format);
  if (name === "addMinutes") return shown(moved(String(one), Number(other)), format);
  if (name === "and") return given.every((value) => value === true);
  if (name === "or") return given.some((value) => value === true);
  if (name === "equals") return one === other;
  if (name === "less") return String(one) < String(other);
  if (name === "contains") return String(one).includes(String(other));
  if (name === "startsWith") return String(one).startsWith(String(other));
  throw new Error(`Logic Apps has no function ${name} here`);
}

/** A time some minutes later. What has no zone gets none. */
function moved(time: string, minutes: number): string {
  const later = new Date(Date.parse(zoned(time)) + minutes * 60_000).toISOString();
  return time.endsWith("Z") ? later : later.slice(0, -1);
}

const zoned = (time: string): string => (time.endsWith("Z") ? time : `${time}Z`);

interface Clock {
  readonly format: Intl.DateTimeFormat;
  /** The time that was asked for last, and what it showed: a run asks for the same one many times. */
  last: readonly [string, string];
}

const clocks = new Map<string, Clock>();

/** What a clock shows in a zone of Windows': a time without a zone. @param time UTC */
export function clockIn(time: string, windows: string): string {
  const timeZone = windowsZones[windows];
  if (timeZone === undefined) throw new Error(`Windows has no time zone ${windows}`);
  const fields = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const clock = clocks.get(timeZone) ?? {
    ...{ format: new Intl.DateTimeFormat("sv-SE", { timeZone, ...fields, second: "2-digit" }), last: ["", ""] },
  };
  clocks.set(timeZone, clock);
  if (clock.last[0] !== time) clock.last = [time, clock.format.format(Date.parse(time)).replace(" ", "T")];
  return clock.last[1];
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** @see https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings */
function shown(time: string, format: unknown): string {
  if (typeof format !== "string") return time;
  const [date = "", clock = ""] = time.split("T");
  const parts: Record<string, string> = {
    ...{ "yyyy-MM-dd": date, "HH:mm": clock.slice(0, 5) },
    dddd: days[new Date(zoned(time)).getUTCDay()] ?? "",
  };
  const text = parts[format];
  if (text === undefined) throw new Error(`the format ${format} is not simulated`);
  return text;
}
