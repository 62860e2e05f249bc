import { calls, type Duration, durations, sources } from "../sandbox/durations";
import { duration } from "../sandbox/screen";

/** Lines of a page between which the table stands. */
const [begin, end] = ["<!-- durations: made by npm run docs -->", "<!-- end of durations -->"];

/** The page with the table of durations as it is today. @throws where the page has no place for it */
export function withDurations(page: string): string {
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`a page has no lines '${begin}' and '${end}'`);
  return `${page.slice(0, before)}${begin}\n\n${table()}\n\n${page.slice(after)}`;
}

function table(): string {
  const rows = Object.entries(durations).map(([type, times]) => [
    `\`${type.slice(type.lastIndexOf(":") + 1)}\``,
    timeOf(times.create ?? times.read),
    timeOf(times.update),
    timeOf(times.delete),
  ]);
  const asked = calls.map((call) => [call.label, timeOf(call), "", ""]);
  const header = ["resource", "create, or read", "change", "delete"];
  const lines = [header, header.map(() => "---"), ...rows, ...asked].map((cells) => `| ${cells.join(" | ")} |`);
  const list = Object.entries(sources).map(([name, { what }]) => `- [${what}][${name}]`);
  const links = Object.entries(sources).map(([name, { link }]) => `[${name}]: ${link}`);
  return [...lines, "", "Sources:", "", ...list, "", ...links].join("\n");
}

/** A time, with a link to the log that shows it; a guess in italics. */
function timeOf(time: Duration | undefined): string {
  if (time === undefined) return "";
  const text = duration(time.seconds);
  return time.source === undefined ? `_${text}_` : `[${text}][${time.source}]`;
}
