import { join } from "node:path";
import { hostOf, htmlDocument } from "./document";
import { markup, type Markup } from "./markup";
import { groupsOnPage, icon, icons, troubleOnPage } from "./page-lines";
import { phasesOnPage } from "./page-phases";
import { leftOut, type Report } from "./report";
import { shown, time } from "./shown";
import { count, linesIn, stateNames, states, verdict } from "./verdict";

/**
 * A report as one HTML file.
 */
export function page(report: Report): string {
  return htmlDocument(
    `${verdict(report)} · ${hostOf(report.hub)}`,
    styles.map((file) => join(__dirname, file)),
    markup`${icons}
${head(report)}
<main>
${troubles(report, "wrong", "What is wrong")}${troubles(report, "warning", "What needs attention soon")}${groupsOnPage(report)}${phasesOnPage(report)}</main>
<footer>
<p>To look again:</p>
<pre class="command"><code>npm run hub -- check${report.stack === undefined ? "" : ` --stack ${shown(report.stack)}`}</code></pre>
</footer>
`,
  );
}

/** Each part of the page has its style beside it. */
const styles = ["page.css", "page-lines.css", "page-phases.css", "page-print.css"];

function head(report: Report): Markup {
  const worst = states.find((state) => count(report.lines, state) > 0) ?? "skipped";
  const stack = report.stack === undefined ? [] : markup`<div><dt>Stack</dt><dd>${shown(report.stack)}</dd></div>`;
  return markup`<header>
<h1>${icon(worst)}<span>${verdict(report)}</span></h1>
<p class="hub">${linkTo(report.hub)}</p>
<dl class="facts">
${stack}<div><dt>When</dt><dd>${moment(report.began)}</dd></div>
<div><dt>Took</dt><dd>${time(report.seconds)}</dd></div>
<div><dt>Kind</dt><dd>${report.kind === "full" ? "Full" : leftOut[report.kind]}</dd></div>
</dl>
<ul class="counts" aria-label="Counts">
${states.map((state) => {
  const many = count(report.lines, state);
  return markup`<li class="${many === 0 ? "none" : state}">${icon(state)}<b>${many}</b> <span>${stateNames[state]}</span></li>
`;
})}</ul>
</header>`;
}

function troubles(report: Report, state: "wrong" | "warning", title: string): Markup {
  const lines = linesIn(report, state);
  if (lines.length === 0) return markup``;
  return markup`<section aria-labelledby="${state}">
<h2 id="${state}">${title}</h2>
${lines.map((line) => troubleOnPage(report, line))}</section>
`;
}

/** A link, if it is one that a browser may follow. */
function linkTo(address: string): Markup {
  return /^https?:\/\//.test(address) ? markup`<a href="${address}">${shown(address)}</a>` : markup`${shown(address)}`;
}

/** "9 October 2026 at 14:05 UTC". */
function moment(began: string): Markup {
  const date = new Date(began);
  if (Number.isNaN(date.getTime())) return markup`${shown(began)}`;
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(
    date,
  );
  return markup`<time datetime="${date.toISOString()}">${text} UTC</time>`;
}
