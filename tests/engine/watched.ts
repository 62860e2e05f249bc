import { type EngineEvent } from "@pulumi/pulumi/automation";
import { playOne } from "../../rehearse/acts";
import { type Outcome, type Rehearsal, type RunOptions, type Verb } from "../../sandbox/rehearsal";
import { Screen } from "../../rehearse/screen";

/** All that one operation of the engine left behind. */
export interface Seen {
  /** In words: "failed up". */
  readonly when: string;
  readonly outcome: Outcome;
  /** Pulumi's debugging messages, which an event log holds too. */
  readonly debug: readonly EngineEvent[];
  /** Files that it wrote or changed, by path and `after …`. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * A rehearsal that plays its acts as `npm start` does, while somebody takes down what each operation leaves behind.
 *
 * @param files all files of the rehearsal, by path
 */
export function watched(rehearsal: Rehearsal, files: () => Readonly<Record<string, string>>) {
  const seen: Seen[] = [];
  const before = new Map<string, string>();

  /** Plays one act; what the screen shows of it. */
  const play = async (verb: Verb, remark = "", options: RunOptions = {}): Promise<readonly string[]> => {
    const shown: string[] = [];
    const run: Rehearsal["run"] = async (what, onEvent) => {
      const debug: EngineEvent[] = [];
      const outcome = await rehearsal.run(what, onEvent, { ...options, onDebug: (event) => void debug.push(event) });
      const when = [outcome.succeeded ? "" : "failed", verb, remark].filter((word) => word !== "").join(" ");
      const written = Object.entries(files()).filter(([path, text]) => before.get(path) !== text);
      for (const [path, text] of written) before.set(path, text);
      const named = written.map(([path, text]) => [`${path} after ${when}`, text]);
      seen.push({ when, outcome, debug, files: Object.fromEntries(named) as Record<string, string> });
      return outcome;
    };
    await playOne(
      {
        rehearsal: Object.assign(Object.create(rehearsal) as Rehearsal, { run }),
        screen: new Screen((_style, text) => text),
        print: (lines) => void shown.push(...lines),
        freshCommand: "npm start -- --fresh",
      },
      verb,
    );
    return shown;
  };
  return { seen, play };
}
