import { at, isRecord } from "../untyped";
import { type Asked, holds } from "./expressions";

/** What a workflow meets outside of it. */
export interface Outside {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Lets time pass. */
  wait(minutes: number): void;
  /** Sends a request to Azure Resource Manager. */
  ask(method: string, uri: string): { readonly status: number; readonly body: unknown };
}

type Status = "Succeeded" | "Failed" | "Skipped";

/**
 * A run of a workflow of Logic Apps, as far as its definition uses what is here.
 *
 * @param trigger name of the trigger that fired
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers
 */
export function runOf(definition: unknown, trigger: string, outside: Outside): "Succeeded" | "Failed" {
  return all(at(definition, "actions"), { trigger, outside, bodies: new Map() });
}

/** Names of all actions, also of those inside of others. Each may be there once. */
export function actionNames(definition: unknown): readonly string[] {
  return Object.entries(actionsIn(at(definition, "actions"))).flatMap(([name, action]) => [
    name,
    ...actionNames(action),
    ...actionNames(at(action, "else")),
  ]);
}

interface Run {
  readonly trigger: string;
  readonly outside: Outside;
  readonly bodies: Map<string, unknown>;
}

const actionsIn = (actions: unknown) => (isRecord(actions) ? actions : {});
const runAfter = (action: unknown) => actionsIn(at(action, "runAfter"));
const asked = ({ trigger, outside, bodies }: Run): Asked => ({ trigger, bodies, now: outside.now() });

/** Runs actions: each one after those that it names. What waits, waits beside the others. */
function all(actions: unknown, run: Run): "Succeeded" | "Failed" {
  const done = new Map<string, Status>();
  const entries = Object.entries(actionsIn(actions));
  const waits = entries.filter(([, action]) => at(action, "type") === "Wait");
  const left = new Map(entries.filter((entry) => !waits.includes(entry)));
  while (left.size > 0) {
    const [name] =
      [...left].find(([, action]) => Object.keys(runAfter(action)).every((other) => done.has(other))) ?? [];
    if (name === undefined) throw new Error(`Logic Apps finds no order of ${[...left.keys()].join(", ")}`);
    const action = left.get(name);
    const after = Object.entries(runAfter(action));
    const comes = after.every(([before, statuses]) => (statuses as unknown[]).includes(done.get(before)));
    done.set(name, comes ? one(name, action, run) : "Skipped");
    left.delete(name);
  }
  for (const [, action] of waits) {
    if (at(action, "inputs", "interval", "unit") !== "Minute") throw new Error("only minutes are simulated");
    run.outside.wait(Number(at(action, "inputs", "interval", "count")));
  }
  return [...done.values()].includes("Failed") ? "Failed" : "Succeeded";
}

function one(name: string, action: unknown, run: Run): Status {
  const type = at(action, "type");
  if (type === "Http") return http(name, action, run);
  if (type === "Until") return until(action, run);
  if (type !== "If") throw new Error(`Logic Apps has no action ${String(type)} here`);
  return all(at(holds(at(action, "expression"), asked(run)) ? action : at(action, "else"), "actions"), run);
}

/**
 * By itself, an action would follow the address in an answer of 202, to the end of the operation.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#asynchronous-patterns
 */
function http(name: string, action: unknown, { outside, bodies }: Run): Status {
  const { status, body } = outside.ask(String(at(action, "inputs", "method")), String(at(action, "inputs", "uri")));
  bodies.set(name, body);
  if (status === 202 && at(action, "operationOptions") !== "DisableAsyncPattern")
    throw new Error(`${name} would follow an operation, which is not simulated`);
  return status < 400 ? "Succeeded" : "Failed";
}

/**
 * A loop goes on after an action in it has failed. Its last round decides, and its limit if it says so.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-control-flow-loops#until-loop
 */
function until(action: unknown, run: Run): Status {
  const rounds = Number(at(action, "limit", "count"));
  for (let round = 1; round <= rounds; round += 1) {
    const status = all(at(action, "actions"), run);
    if (holds(at(action, "expression"), asked(run))) return status;
    if (round === rounds && at(action, "operationOptions") !== "FailWhenLimitsReached") return status;
  }
  return "Failed";
}
