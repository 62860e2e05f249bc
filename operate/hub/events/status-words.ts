import { type EventFacts } from "../../../components/events/facts";
import { type Phase } from "../../../components/events/phase";
import { momentInWords } from "../../../components/schedule/words";
import { type painter } from "../show";
import { type EventStatus } from "./status";

const phases: Readonly<Record<Phase, string>> = {
  planned: "Planned: nothing of it is there yet.",
  preparing: "Its image is built, and its commit fixed.",
  warming: "Its nodes are made, and pull its image.",
  open: "Open: people have their servers.",
  leaving: "It has ended: people save their work.",
  over: "Over: only its figures are left.",
};

const nexts: Readonly<Record<Phase, string>> = {
  planned: "It is planned",
  preparing: "Its image is built",
  warming: "Its nodes are made",
  open: "Doors open",
  leaving: "It ends",
  over: "Its nodes and its servers go",
};

/** Where an event stands, for people to read. */
export function statusInWords(status: EventStatus, event: EventFacts, paint: ReturnType<typeof painter>): string {
  const { phase, isRehearsed, next, nodes, people, link, board, wrong } = status;
  const at = (time: string) => momentInWords(Date.parse(time), event.timeZone);
  const [few, many] = [nodes.ready, nodes.wanted];
  return [
    paint("bold", `${event.title}: ${event.startInWords}`),
    `${isRehearsed ? "It is rehearsed just now. " : ""}${phases[phase]}`,
    ...(next === undefined
      ? []
      : [`Next: ${nexts[next.what].replace(/^./, (letter) => letter.toLowerCase())} on ${at(next.at)}.`]),
    "",
    `Image:  ${imageInWords(status, at)}`,
    many === 0
      ? `Nodes:  none are wanted now${few === undefined || few === 0 ? "" : `; ${few} are still there`}`
      : `Nodes:  ${few === undefined ? "not counted yet" : `${few} ready`}; ${nodes.withImage} of ${many} have the image`,
    `People: ${people.seats} of ${people.places} have a server, ${people.waiting} are waiting; so far ${people.launched} launched and ${people.failed} failed`,
    `Link:   ${link}`,
    `Board:  ${board}`,
    ...(wrong.length === 0 ? [] : [""]),
    ...wrong.flatMap(({ saw, mend }) => [
      paint("red", `Wrong: ${saw}.`),
      ...mend.split("\n").map((line) => `       ${line}`),
    ]),
  ].join("\n");
}

function imageInWords({ prepared }: EventStatus, at: (time: string) => string): string {
  if (prepared === undefined) return "not built yet";
  return "commit" in prepared
    ? `commit ${prepared.commit}, fixed on ${at(prepared.at)}`
    : `not there, tried on ${at(prepared.at)}: ${prepared.failure}`;
}
