import { markup, type Markup } from "./markup";
import { type Report } from "./report";
import { shown, time } from "./shown";

/** How long each phase of the launch took: a table, with a bar in each row. Nothing if nothing was launched. */
export function phasesOnPage({ phases }: Report): Markup {
  const end = phases.at(-1);
  if (end === undefined) return markup``;
  const isReady = end.phase === "ready";
  const rows = phases.map(({ phase, after }, index) => {
    const next = phases[index + 1];
    return { phase, after, took: next === undefined ? undefined : Math.max(next.after - after, 0) };
  });
  const part = (seconds: number) => (end.after > 0 ? ((seconds / end.after) * 100).toFixed(2) : "0");
  return markup`<section aria-labelledby="phases">
<h2 id="phases">From the click to the notebook</h2>
<p>${isReady ? `A notebook was ready ${time(end.after)} after the click.` : `It came to the phase “${shown(end.phase)}”, ${time(end.after)} after the click.`}</p>
<table>
<thead><tr><th scope="col">Phase</th><th scope="col">Began after</th><th scope="col">Took</th><td aria-hidden="true"></td></tr></thead>
<tbody>
${rows.map(
  ({ phase, after, took }) =>
    markup`<tr><th scope="row">${shown(phase)}</th><td>${time(after)}</td><td>${took === undefined ? "–" : time(took)}</td><td class="bar" aria-hidden="true"><i style="margin-left:min(${part(after)}%,100% - 0.2rem);width:${part(took ?? 0)}%"></i></td></tr>
`,
)}</tbody>
</table>
</section>
`;
}
