import { confirmed, type Prompt } from "../../prompt";
import { askedSpec } from "../asked-repository";
import { CannotLook } from "../cannot-look";
import { type Desk, type Outcome } from "../desk";
import { pageOf } from "../launch";
import { painter } from "../show";
import { StatusLine, widthOf } from "../status-line";
import { evenArrivals, randomArrivals } from "./arrivals";
import { Crowd } from "./crowd";
import { figuresOf } from "./figures";
import { reportOf } from "./report";
import { spanOf } from "./span";
import { type Going, receive } from "./visits";
import { roomOn, watch } from "./watch";

/** What `load` is told. */
export interface LoadFlags {
  readonly people: number;
  /** Seconds within which they come. */
  readonly within: number;
  /** Seconds that each one stays. */
  readonly stay: number;
  /** Lets them come at random. The same number gives the same times. @default evenly */
  readonly seed?: number;
  /** @default what a check of this hub launches */
  readonly repository?: string;
  readonly ref?: string;
  readonly prompt: Prompt;
}

/** Lets many people launch a repository, and says how long it took them. */
export async function loadVerb(desk: Desk, flags: LoadFlags): Promise<Outcome> {
  const { guest, cleanUp, screen, clock } = desk;
  const { people, within, stay, seed } = flags;
  const spec = askedSpec(guest.facts, flags.repository, flags.ref);
  mustFit(flags, guest.facts.totalQuota);
  if (!flags.prompt.yes && flags.prompt.input.isTTY !== true)
    throw new CannotLook("There is no terminal to ask whether people may come. --yes goes on without a question.");
  const status = new StatusLine(screen, clock);
  const say = (line: string) => {
    status.clear();
    screen.out.write(`${line}\n`);
  };

  say(`Launching ${pageOf(guest.facts)}v2/${spec} once, so that its image is there.`);
  // One more than come: the first one, who builds.
  const crowd = await Crowd.gather({ guest, spec, people: people + 1, seconds: within + stay, cleanUp });
  const first = await crowd.launch(0, ({ phase, message }) => status.show(`${phase}: ${message.split("\n")[0] ?? ""}`));
  if (cleanUp.signal.aborted) return { code: 1, result: { spec, stopped: "interrupted" } };
  if (first.server === undefined) {
    for (const line of first.log.slice(-15)) say(`  ${line}`);
    say(painter(screen)("red", `It failed, so nobody else comes: ${first.failure ?? ""}`));
    return { code: 1, result: { spec, failure: first.failure, log: first.log } };
  }
  say(`It is there after ${first.seconds.toFixed(1)} s${first.built ? ", built" : ""}.`);
  const { nodes, room } = await roomOn(guest.cluster, first.image);
  await crowd.leave(0);
  say(planIn(flags, nodes, room));
  if (!(await confirmed("Let them come?", flags.prompt))) {
    say("Nobody came.");
    return { code: 2, result: { spec, stopped: "not wanted" } };
  }

  const ended = new AbortController();
  const watching = watch(guest.cluster, nodes, clock, ended.signal);
  let going: Going = { clicked: 0, visits: [], present: 0 };
  const began = clock.now();
  const showing = showEverySecond(
    () => status.show(progressIn(going, people, clock.now() - began)),
    desk,
    ended.signal,
  );
  try {
    going = await receive({
      times: seed === undefined ? evenArrivals(people, within) : randomArrivals(people, within, seed),
      stay,
      clock,
      signal: cleanUp.signal,
      come: (person) => crowd.come(person + 1),
      leave: (person) => crowd.leave(person + 1),
      onChange: (now) => (going = now),
    });
  } finally {
    ended.abort();
    await showing;
    status.clear();
  }
  const report = { spec, going, figures: figuresOf(going.visits), watched: await watching };
  say(`\n${reportOf(report, widthOf(screen))}`);
  const isWell = report.figures.failed === 0 && going.stopped === undefined;
  return {
    code: isWell ? 0 : 1,
    result: { spec, people, within, stay, ...going, ...report.figures, ...report.watched },
  };
}

/** @throws CannotLook if the hub has no place for so many */
function mustFit({ people, prompt }: LoadFlags, quota: number | undefined): void {
  if (quota === undefined || people <= quota || prompt.yes) return;
  throw new CannotLook(
    `The hub has ${quota} servers at a time at most (limits.totalQuota), and real people would be refused too while ${people} come. Nobody was sent. ` +
      "--yes sends them all the same.",
  );
}

function planIn({ people, within, stay, seed }: LoadFlags, nodes: number, room: number | undefined): string {
  const how = seed === undefined ? "evenly" : `at random (seed ${seed})`;
  const fits = room === undefined ? "" : ` with room for ${room} of them`;
  const isTight = room === undefined || room < people;
  return [
    `${people} people come within ${spanOf(within)}, ${how}; each runs a cell and stays ${spanOf(stay)}.`,
    `Now: ${nodes} ${nodes === 1 ? "node" : "nodes"}${fits}.` +
      (isTight ? " If not all find room, the cluster adds nodes where it may, which cost money." : ""),
    "It stops when more than a third of the last ten launches fail, and on Ctrl-C. Everybody is removed then.",
  ].join("\n");
}

function progressIn({ clicked, visits, present }: Going, people: number, seconds: number): string {
  const failed = visits.filter(({ failure }) => failure !== undefined).length;
  return `${spanOf(seconds)}: ${clicked} of ${people} clicked, ${clicked - visits.length} wait, ${present} there, ${failed} failed`;
}

async function showEverySecond(show: () => void, { clock }: Desk, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    show();
    await clock.wait(1, signal);
  }
}
