import { messageOf } from "../../sandbox/error-message";
import { askedSpec } from "./asked-repository";
import { type Desk, type Outcome } from "./desk";
import { type Launched, pageOf } from "./launch";
import { Crowd, firstResult } from "./load/crowd";
import { painter, type Screen } from "./show";
import { StatusLine } from "./status-line";

/** What `launch` is told. */
export interface LaunchFlags {
  /** @default what a check of this hub launches */
  readonly repository?: string;
  /** A branch, a tag or a commit. @default the default branch */
  readonly ref?: string;
  /** Whether the server stays. */
  readonly keep?: boolean;
}

/** Seconds that the token of a kept server lasts. */
const keptFor = 12 * 3600;

/** Launches a repository as a person would, computes, and removes the server. */
export async function launchVerb(
  { guest, cleanUp, screen, clock }: Desk,
  { repository, ref, keep = false }: LaunchFlags,
): Promise<Outcome> {
  const spec = askedSpec(guest.facts, repository, ref);
  const paint = painter(screen);
  const say = (line: string) => void screen.out.write(`${line}\n`);
  say(`Launching ${pageOf(guest.facts)}v2/${spec}`);
  const crowd = await Crowd.gather({ guest, spec, people: 1, seconds: keep ? keptFor : 0, cleanUp });
  const began = clock.now();
  const launched = await shownLaunch({ screen, clock }, crowd);
  if (cleanUp.signal.aborted) return { code: 1, result: { spec, failure: "interrupted" } };
  if (launched.server === undefined) {
    sayFailure(screen, launched);
    return { code: 1, result: resultOf(spec, launched) };
  }
  say(launched.server.url);
  say(
    `${seconds(launched.seconds)}  from the click to the server; ${launched.built ? "built" : "the image was there"}`,
  );
  try {
    const { roundTrip } = await firstResult(guest, launched.server);
    say(
      `${seconds(clock.now() - began)}  from the click to 1 + 1 = 2; the cell itself took ${Math.round(roundTrip * 1000)} ms`,
    );
    if (keep) {
      crowd.keep(0);
      say(`It stays, and the hub stops it when nobody uses it. Token: ${launched.server.token}`);
    }
    return { code: 0, result: { ...resultOf(spec, launched), roundTrip, ...(keep && { server: launched.server }) } };
  } catch (error) {
    say(paint("red", `The server is there, but it does not compute: ${messageOf(error)}`));
    return { code: 1, result: { ...resultOf(spec, launched), failure: messageOf(error) } };
  }
}

/** Launches for the first one of a crowd, and shows each phase as it comes. */
export async function shownLaunch({ screen, clock }: Pick<Desk, "screen" | "clock">, crowd: Crowd): Promise<Launched> {
  const status = new StatusLine(screen, clock);
  const began = clock.now();
  let phase = "";
  const launched = await crowd.launch(0, (event) => {
    const isNew = event.phase !== "" && event.phase !== phase;
    if (isNew) {
      status.clear();
      screen.out.write(`${seconds(clock.now() - began)}  ${event.phase}\n`);
      phase = event.phase;
    }
    // What the phase says goes by. It is only there to see that something happens.
    if (screen.out.isTTY === true) status.show(`${" ".repeat(9)}  ${event.message.split("\n")[0] ?? ""}`);
  });
  status.clear();
  return launched;
}

/** Says why a launch failed, with the end of its build's log. */
export function sayFailure(screen: Screen, { log, failure = "", seconds: took }: Launched): void {
  const paint = painter(screen);
  for (const line of log.slice(-15)) screen.out.write(`${paint("dim", `           ${line}`)}\n`);
  screen.out.write(`${paint("red", `Failed after ${seconds(took).trim()}: ${failure}`)}\n`);
}

function resultOf(spec: string, { server, failure, built, image, phases, seconds: took, log }: Launched) {
  const outcome = server === undefined ? { failure, log } : { url: server.url };
  return { spec, ...outcome, built, image, phases, seconds: took };
}

function seconds(count: number): string {
  return `${count.toFixed(1).padStart(7)} s`;
}
