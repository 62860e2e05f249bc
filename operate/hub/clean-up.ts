import { setMaxListeners } from "node:events";
import { constants } from "node:os";
import { messageOf } from "../../sandbox/error-message";
import { type Clock, realClock } from "./clock";

/** What a command owes: all that it made is gone when it ends. */
export interface CleanUp {
  /** Aborted at the first signal to end: nothing new is begun, and what only waits stops waiting. */
  readonly signal: AbortSignal;
  /**
   * Has something removed before the command ends, however it ends. The last thing goes first.
   *
   * @param what it in words, as the start of a sentence: "The server of …"
   * @param seconds after which the removal is given up. @default 60
   * @returns removes it now. It is removed once, however often this is called
   */
  readonly owe: (what: string, remove: () => Promise<unknown>, seconds?: number) => () => Promise<void>;
}

/** What a command lives in. */
export interface Surroundings {
  readonly process: Pick<NodeJS.Process, "on" | "off"> & {
    exit(code: number): unknown;
    readonly stdout: NodeJS.EventEmitter;
    readonly stderr: NodeJS.EventEmitter;
  };
  /** Says what is removed and what could not be. Not where a program reads the result. */
  readonly say: (line: string) => void;
  /** @default the computer's */
  readonly clock?: Clock;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Seconds. One press of Ctrl-C comes twice: from the terminal, and from npm, which passes on its own. */
const onePress = 1;

/** Seconds that the work has to end by itself after a signal. */
const grace = 30;

/**
 * Does some work, and then removes what it owes: after a success, after a failure and after a signal to end. A second signal ends the process at once.
 *
 * @returns the exit code: that of the work, 1 if it was 0 and something could not be removed, or 128 and the number of the signal
 * @throws what the work threw, once everything is removed
 */
export async function cleaningUp(
  work: (cleanUp: CleanUp) => Promise<number>,
  { process, say, clock = realClock }: Surroundings,
): Promise<number> {
  const debts = new Debts(say, clock);
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  let interrupted: { readonly code: number; readonly at: number } | undefined;
  const interrupt = (signal: NodeJS.Signals) => {
    if (interrupted !== undefined) return;
    interrupted = { code: 128 + constants.signals[signal], at: clock.now() };
    say("Interrupted. What was made is being removed. Ctrl-C again ends at once.");
    ending.abort();
  };
  const obey = (signal: NodeJS.Signals) => {
    if (interrupted !== undefined && clock.now() - interrupted.at > onePress)
      process.exit(128 + constants.signals[signal]);
    else interrupt(signal);
  };
  // The reader of the output stopped reading (`| head`), or the terminal is closed.
  const deaf = () => interrupt("SIGPIPE");
  const codeOf = (code: number) => interrupted?.code ?? (code === 0 && debts.failed ? 1 : code);

  for (const signal of signals) process.on(signal, obey);
  for (const stream of [process.stdout, process.stderr]) stream.on("error", deaf);
  try {
    const working = work({ signal: ending.signal, owe: (...debt) => debts.add(...debt) });
    const code = await Promise.race([working, lateAfter(ending.signal, clock)]);
    await debts.payAll();
    return codeOf(code);
  } catch (error) {
    await debts.payAll();
    // The work failed because it was interrupted.
    if (ending.signal.aborted) return codeOf(1);
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, obey);
  }
}

/** What is still to be removed. */
class Debts {
  /** Whether something could not be removed. */
  failed = false;
  private readonly open = new Set<() => Promise<void>>();
  private isClosed = false;

  constructor(
    private readonly say: (line: string) => void,
    private readonly clock: Clock,
  ) {}

  add(what: string, remove: () => Promise<unknown>, seconds = 60): () => Promise<void> {
    let removing: Promise<void> | undefined;
    const pay = () => (removing ??= this.pay(what, remove, seconds).finally(() => this.open.delete(pay)));
    this.open.add(pay);
    // The work was too late for the end: it made something after all.
    if (this.isClosed) void pay();
    return pay;
  }

  async payAll(): Promise<void> {
    this.isClosed = true;
    for (let last = [...this.open].pop(); last !== undefined; last = [...this.open].pop()) await last();
  }

  private async pay(what: string, remove: () => Promise<unknown>, seconds: number): Promise<void> {
    const inTime = new AbortController();
    try {
      await Promise.race([remove(), this.late(seconds, inTime.signal)]);
    } catch (error) {
      this.failed = true;
      this.say(`${what} could not be removed: ${messageOf(error)}`);
    } finally {
      inTime.abort();
    }
  }

  private async late(seconds: number, signal: AbortSignal): Promise<void> {
    await this.clock.wait(seconds, signal);
    if (!signal.aborted) throw new Error(`no answer in ${seconds} s`);
  }
}

/** Ends some time after a signal. Where there is none, never. */
function lateAfter(signal: AbortSignal, clock: Clock): Promise<number> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => void clock.wait(grace).then(() => resolve(1)), { once: true });
  });
}
