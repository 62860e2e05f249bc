import { join } from "node:path";
import { momentInWords } from "../../../components/schedule/words";
import { htmlDocument } from "../check/document";
import { markup, type Markup } from "../check/markup";
import { shown, time } from "../check/shown";
import { type Advice, adviceOn } from "./next-time";
import { type EventReport } from "./report";
import { waitsOnPage } from "./waits";

/** A report as one HTML file, to send around or to print. It needs no network. */
export function reportPage(report: EventReport): string {
  return htmlDocument(
    `Report · ${shown(report.title)}`,
    styles,
    markup`<header>
<p class="title">${shown(report.title)} · ${shown(report.startInWords)}</p>
<h1>${verdict(report)}</h1>
</header>
<main>
<section aria-labelledby="short">
<h2 id="short">In short</h2>
${sentences(report).map(
  (sentence) => markup`<p>${sentence}</p>
`,
)}</section>
${waits(report)}<section aria-labelledby="figures">
<h2 id="figures">In figures</h2>
<table>
${rows(report).map(
  ([what, value]) => markup`<tr><th scope="row">${what}</th><td>${value}</td></tr>
`,
)}</table>
</section>
${nextTime(report)}</main>
<footer>
<p>Event ${shown(report.name)}, of ${shown(report.repository)}${report.commit === undefined ? "" : ` at ${shown(report.commit).slice(0, 12)}`}. Written on ${shown(report.at).slice(0, 10)}.</p>
</footer>
`,
  );
}

const styles = ["../check/page.css", "../check/page-print.css", "report-page.css"].map((file) => join(__dirname, file));

/** The most important in one line. */
function verdict({ people, figures, times }: EventReport): string {
  if (figures === undefined) return "Nothing was counted";
  if (figures.launched === 0) return "Nobody had a notebook";
  const had = `${number(figures.launched, "notebook")} for ${people} people`;
  const lost = figures.failed + figures.refused;
  if (lost > 0) return `${had}, but ${number(lost, "launch", "launches")} did not end well`;
  return times === undefined ? had : `${had}, most within ${time(times.p95)}`;
}

function sentences({ people, figures, times, nodes, cost, goesOn }: EventReport): string[] {
  const all: (string | false | undefined)[] = [
    goesOn && "It is not over yet: all of this is so far.",
    figures === undefined
      ? "BinderHub counted no launches: nobody opened the link, or its figures are lost."
      : `${people} people were expected. ${number(figures.launched, "notebook")} opened, ${figures.most} at the same time at most.`,
    times &&
      `Half of them opened within ${time(times.median)}, 95 of 100 within ${time(times.p95)}. The longest wait was ${time(times.max)}.`,
    figures?.failed === 0 && figures.refused === 0 && figures.launched > 0 && "No launch failed.",
    figures !== undefined && figures.failed > 0 && `${number(figures.failed, "launch", "launches")} failed.`,
    figures !== undefined &&
      figures.refused > 0 &&
      `${number(figures.refused, "launch", "launches")} found no free seat.`,
    nodes && nodesInWords(nodes),
    cost && (goesOn ? `It has cost about ${money(cost.spent, cost.currency)}.` : costInWords(cost)),
  ];
  return all.filter((sentence) => typeof sentence === "string");
}

function nodesInWords({ count, hours, readyAt }: NonNullable<EventReport["nodes"]>): string {
  const ready = moment(readyAt);
  const own = `It had ${number(count, "node")} of its own, which ran for ${hours.toFixed(1)} hours all together.`;
  return ready === undefined ? own : `${own} All of them were ready on ${ready}.`;
}

function costInWords({ currency, spent, expected, most }: NonNullable<EventReport["cost"]>): string {
  const share = expected > 0 ? Math.round((spent / expected - 1) * 100) : 0;
  const than =
    Math.abs(share) < 5 ? "as expected" : `${Math.abs(share)} % ${share > 0 ? "more" : "less"} than expected`;
  return `It cost about ${money(spent, currency)}, ${than}${spent > most ? `, and more than the ${money(most, currency)} that it should have cost at most` : ""}.`;
}

function rows({ people, figures, times, nodes, cost }: EventReport): (readonly [what: string, value: string])[] {
  return [
    ["People expected", String(people)],
    ...(figures === undefined
      ? []
      : ([
          ["Notebooks opened", String(figures.launched)],
          ["At the same time, at most", String(figures.most)],
          ["Launches that failed", String(figures.failed)],
          ["Launches that found no free seat", String(figures.refused)],
        ] as const)),
    ...(times === undefined
      ? []
      : ([
          ["Wait: half within", time(times.median)],
          ["Wait: 95 of 100 within", time(times.p95)],
          ["Wait: the longest", time(times.max)],
        ] as const)),
    ...(nodes === undefined
      ? []
      : ([
          ["Nodes of its own", String(nodes.count)],
          ["Hours of nodes", nodes.hours.toFixed(1)],
        ] as const)),
    ...(cost === undefined
      ? []
      : ([
          ["Cost", money(cost.spent, cost.currency)],
          ["Cost that was expected", money(cost.expected, cost.currency)],
          ["Cost, at most", money(cost.most, cost.currency)],
        ] as const)),
  ];
}

function waits({ figures }: EventReport): Markup | readonly Markup[] {
  if (figures === undefined || figures.waits.length === 0) return [];
  return markup`<section aria-labelledby="waits">
<h2 id="waits">How long people waited</h2>
${waitsOnPage(figures.waits)}
</section>
`;
}

function nextTime(report: EventReport): Markup {
  const advice = adviceOn(report);
  const nothing = report.figures === undefined || report.figures.launched === 0;
  return markup`<section aria-labelledby="next">
<h2 id="next">Next time</h2>
${advice.length > 0 ? markup`<div class="next">${advice.map((one) => adviceOnPage(report.name, one))}</div>` : markup`<p>${nothing ? "There is nothing to learn from." : "Nothing needs to change."}</p>`}
</section>
`;
}

function adviceOnPage(name: string, { was, then, command, settings = {} }: Advice): Markup {
  const lines = Object.entries(settings).map(([key, value]) => `    ${key}: ${value}`);
  const example = ["binderhub:events:", `  - name: ${shown(name)}`, ...lines].join("\n");
  return markup`<article>
<h3>${was}</h3>
<p>${then}</p>
${command === undefined ? [] : markup`<pre><code>${command}</code></pre>`}${lines.length === 0 ? [] : markup`<p class="example">For example:</p><pre><code>${example}</code></pre>`}
</article>
`;
}

function number(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function money(amount: number, currency: string): string {
  return `${amount.toFixed(amount < 100 ? 2 : 0)} ${shown(currency)}`;
}

/** A moment, and nothing if it is none. */
function moment(iso: string | undefined): string | undefined {
  const instant = Date.parse(iso ?? "");
  return Number.isNaN(instant) ? undefined : momentInWords(instant, "UTC");
}
