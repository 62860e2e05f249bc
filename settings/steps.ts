import { pathKey, removeCommand, setCommand } from "./problems";
import { isRecord } from "./untyped";

/** A change of one setting: its path after `binderhub:`, and the new value. No value removes it. */
export interface Step {
  readonly path: readonly [group: string, ...rest: string[]];
  readonly value?: string | number | boolean;
}

/** The command that makes these changes. */
export function commandOf(steps: readonly Step[]): string {
  return steps
    .map(({ path, value }) => (value === undefined ? removeCommand(pathKey(path)) : setCommand(pathKey(path), value)))
    .join(" && ");
}

/** The settings after these changes. */
export function after<Seen extends object>(settings: Seen, steps: readonly Step[]): Seen {
  return steps.reduce((all, { path, value }) => put(all, path, value) as Seen, settings);
}

function put(at: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const group = isRecord(at) ? at : {};
  const inner = put(Object.hasOwn(group, step) ? group[step] : undefined, rest, value);
  const others = Object.entries(group).filter(([key]) => key !== step);
  return Object.fromEntries(inner === undefined ? others : [...others, [step, inner]]);
}
