import { readFileSync } from "node:fs";
import { markup, type Markup } from "./markup";
import { groupsOnPage, icon, icons, troubleOnPage } from "./page-lines";
import { phasesOnPage } from "./page-phases";
import { leftOut, type Report } from "./report";
import { shown, time } from "./shown";
import { count, linesIn, stateNames, states, verdict } from "./verdict";

/**
 * A report as one HTML file. It loads nothing and runs nothing, and its policy forbids both.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
 */
export function page(report: Report): string {
  const style: Markup = { html: styles.map((file) => readFileSync(`${__dirname}/${file}`, "utf8")).join("") };
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${verdict(report)} · ${hostOf(report.hub)}</title>
<style>
${style}</style>
</head>
<body>
${icons}
${head(report)}
<main>
${troubles(report, "wrong", "What is wrong")}${troubles(report, "warning", "What needs attention soon")}${groupsOnPage(report)}${phasesOnPage(report)}</main>
<footer>
<p>To look again:</p>
<pre class="command"><code>npm run hub -- check${report.stack === undefined ? "" : ` --stack ${shown(report.stack)}`}</code></pre>
</footer>
</body>
</html>
`.html;
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

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : shown(address);
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
