import { isRecord } from "../../../settings/untyped";
import { findIana } from "windows-iana";

/**
 * Logic Apps as far as the workflow uses it: triggers by the week, and the functions of its expressions. It keeps a cluster that can be started and stopped.
 * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows
 * @see https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference
 */
export class WorkflowClock {
  /** What was asked of Azure, with the time: `2027-02-01T06:00 start`. */
  readonly asked: string[] = [];
  state: "Running" | "Stopped" = "Running";

  constructor(private readonly definition: unknown) {}

  /** Lets a span pass, in steps of five minutes: triggers come at such times. @param from a time such as 07:35 */
  run(from: number, until: number): void {
    const triggers = Object.entries(record(at(this.definition, "triggers")));
    for (let now = from; now < until; now += 300_000) {
      for (const [name, trigger] of triggers) if (fires(at(trigger, "recurrence"), now)) this.fire(name, now);
    }
  }

  /** Runs the workflow for one trigger. */
  fire(trigger: string, now: number): void {
    this.actions(at(this.definition, "actions"), { trigger, now, bodies: {} });
  }

  private actions(actions: unknown, scene: Scene): void {
    for (const [name, action] of Object.entries(record(actions))) {
      const type = at(action, "type");
      if (type === "Http") scene.bodies[name] = this.http(at(action, "inputs"), scene);
      else if (type === "If") {
        const holds = evaluate(at(action, "expression"), scene);
        this.actions(holds ? at(action, "actions") : at(action, "else", "actions"), scene);
      } else throw new Error(`Logic Apps has no action ${String(type)} here`);
    }
  }

  private http(inputs: unknown, { now }: Scene): unknown {
    const [method, uri] = [at(inputs, "method"), String(at(inputs, "uri"))];
    if (method === "GET") return { properties: { powerState: { code: this.state } } };
    const what = /\/(start|stop)\?api-version=/.exec(uri)?.[1];
    if (what === undefined) throw new Error(`Azure has no ${uri}`);
    this.state = what === "start" ? "Running" : "Stopped";
    this.asked.push(`${new Date(now).toISOString().slice(0, 16)} ${what}`);
    return {};
  }
}

interface Scene {
  readonly trigger: string;
  readonly now: number;
  readonly bodies: Record<string, unknown>;
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inside, key) => record(inside)[key], value);

/** Whether a weekly recurrence comes in a minute, as the clocks of its zone go. */
function fires(recurrence: unknown, now: number): boolean {
  const { weekDays, hours, minutes } = record(at(recurrence, "schedule")) as Record<string, unknown[]>;
  const clock = wallClock(now, zoneOf(String(at(recurrence, "timeZone"))));
  return (
    weekDays?.includes(clock.weekday) === true &&
    hours?.includes(Number(clock.hour)) === true &&
    minutes?.includes(Number(clock.minute)) === true
  );
}

const zones = new Map<string, string>();

function zoneOf(windows: string): string {
  const known = zones.get(windows) ?? findIana(windows)[0] ?? "";
  if (known === "") throw new Error(`Windows has no time zone ${windows}`);
  zones.set(windows, known);
  return known;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(instant: number, timeZone: string) {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      ...{ timeZone, weekday: "long", hourCycle: "h23" },
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    });
  formats.set(timeZone, format);
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const get = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? "";
  return {
    ...{ weekday: get("weekday"), hour: get("hour"), minute: get("minute") },
    date: `${get("year")}-${get("month")}-${get("day")}`,
  };
}

function evaluate(expression: unknown, scene: Scene): boolean {
  const [[operator, operands] = ["", []]] = Object.entries(record(expression));
  if (operator === "not") return !evaluate(operands, scene);
  const list = operands as unknown[];
  if (operator === "and") return list.every((one) => evaluate(one, scene));
  if (operator === "or") return list.some((one) => evaluate(one, scene));
  const [one, other] = list.map((operand) => valueOf(String(operand), scene));
  if (operator === "equals") return one === other;
  if (operator === "startsWith") return String(one).startsWith(String(other));
  throw new Error(`Logic Apps has no ${operator} here`);
}

/** The value of a text, or of an expression that begins with @. */
function valueOf(text: string, { trigger, now, bodies }: Scene): unknown {
  if (!text.startsWith("@")) return text;
  if (text === "@trigger().name") return trigger;
  const [, action = "", path = ""] = /^@body\('(\w+)'\)((?:\?\['\w+'\])+)$/.exec(text) ?? [];
  if (action !== "") return at(bodies[action], ...[...path.matchAll(/\w+/g)].map(([key]) => key));
  const day = /^@convertFromUtc\(addMinutes\(utcNow\(\), (\d+)\), '([^']+)', 'yyyy-MM-dd'\)$/.exec(text);
  if (day === null) throw new Error(`Logic Apps has no ${text} here`);
  return wallClock(now + Number(day[1]) * 60_000, zoneOf(day[2] ?? "")).date;
}
