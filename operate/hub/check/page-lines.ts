import { markup, type Markup } from "./markup";
import { groups, type Line, type Report, type State } from "./report";
import { shown, stepsOf, time } from "./shown";
import { byGroup, count, states, tally } from "./verdict";

/** The pictures of the states, once. Each has a shape of its own, for those who do not see the colours. */
export const icons = markup`<svg class="icons" aria-hidden="true">
<symbol id="icon-well" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9"/><path d="M5.8 10.4l2.9 2.9 5.5-6.3"/></symbol>
<symbol id="icon-wrong" viewBox="0 0 20 20"><path class="shape" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"/><path d="M6.8 6.8l6.4 6.4M13.2 6.800l-6.4 6.4"/></symbol>
<symbol id="icon-warning" viewBox="0 0 20 20"><path class="shape" d="M10 1.6L19.2 18H.8z"/><path d="M10 7.5v4.3M10 14.8v.1"/></symbol>
<symbol id="icon-skipped" viewBox="0 0 20 20"><circle class="hollow" cx="10" cy="10" r="8.2"/><path class="stroke" d="M6.5 10h7"/></symbol>
</svg>`;

/** The picture of a state. What it says stands beside it as a text. */
export function icon(state: State): Markup {
  return markup`<svg class="icon ${state}" aria-hidden="true"><use href="#icon-${state}"/></svg>`;
}

/** What is wrong, with what mends it. */
export function troubleOnPage(report: Report, line: Line): Markup {
  const { state, title, tried, saw, mend, seconds, group } = line;
  return markup`<article class="${state}" id="${anchor(report, line)}">
<p class="badge">${icon(state)}<span>${labels[state]} · ${groups[group]}</span></p>
<h3>${shown(title)}</h3>
<dl>
<dt>Tried</dt><dd>${shown(tried)} <span class="seconds">${time(seconds)}</span></dd>
<dt>Came back</dt><dd>${answer(saw)}</dd>
${
  mend === undefined
    ? []
    : markup`<dt>Mend</dt><dd>${mending(mend)}</dd>
`
}</dl>
</article>
`;
}

/** All groups, each to be opened, with their lines. */
export function groupsOnPage(report: Report): Markup {
  return markup`<section aria-labelledby="all">
<h2 id="all">All that was looked at</h2>
${byGroup(report).map(([name, lines]) => {
  const worst = states.find((state) => count(lines, state) > 0) ?? "skipped";
  return markup`<details>
<summary>${icon(worst)}<span class="name">${name}</span> <span class="tally">${tally(lines)}</span></summary>
<ul class="lines">
${lines.map((line) => lineOnPage(report, line))}</ul>
</details>
`;
})}</section>
`;
}

const labels: Readonly<Record<State, string>> = {
  wrong: "Wrong",
  warning: "Soon",
  well: "Well",
  skipped: "Not looked at",
};

/** A line of a group. What came back from a trouble stands at the top of the page already. */
function lineOnPage(report: Report, line: Line): Markup {
  const { state, title, tried, saw, seconds } = line;
  const isTrouble = state === "wrong" || state === "warning";
  return markup`<li class="${state}">${icon(state)}
<div>
<p class="title"><span class="${state === "well" ? "unseen" : "label"}">${labels[state]}:</span> ${shown(title)} <span class="seconds">${time(seconds)}</span></p>
${isTrouble ? markup`<p><a href="#${anchor(report, line)}">What came back, and what mends it</a></p>` : answer(saw)}
<p class="tried">Tried: ${shown(tried)}</p>
</div></li>
`;
}

/** What came back. If it is long, it is in a box of its own, which the keyboard can scroll. */
function answer(saw: string): Markup {
  const text = shown(saw);
  if (text === "") return markup`<p class="saw">Nothing</p>`;
  const lines = text.split("\n").length;
  if (lines <= 12 && text.length <= 1200) return markup`<p class="saw">${text}</p>`;
  return markup`<div class="saw long" tabindex="0" role="group" aria-label="What came back, ${lines} lines">${text}</div>`;
}

function mending(mend: string): Markup[] {
  return stepsOf(mend).map(({ command, text }) =>
    command ? markup`<pre class="command"><code>${text}</code></pre>` : markup`<p>${text}</p>`,
  );
}

/** Where a trouble stands on the page. */
function anchor({ lines }: Report, line: Line): string {
  return `line-${lines.indexOf(line) + 1}`;
}
