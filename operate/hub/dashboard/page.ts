import { join } from "node:path";
import { hostOf, htmlDocument } from "../check/document";
import { markup, type Markup } from "../check/markup";
import { shown } from "../check/shown";
import { panelOnPage } from "./curves";
import { type AlertNow } from "./prometheus";
import { type SeenDashboard } from "./seen";

/** What is on the page. */
export interface Seen {
  /** The Binder page. */
  readonly hub: string;
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly dashboards: readonly SeenDashboard[];
  readonly alerts: readonly AlertNow[];
}

/** All pictures as one HTML file. */
export function dashboardPage({ hub, from, to, dashboards, alerts }: Seen): string {
  const firing = alerts.filter(({ state }) => state === "firing");
  return htmlDocument(
    `Numbers · ${hostOf(hub)}`,
    styles,
    markup`<header>
<h1>The hub in numbers</h1>
<p class="hub">${shown(hub)}</p>
<p class="time">${moment(from)} to ${moment(to)}</p>
${firing.length === 0 ? markup`<p class="calm">No alert fires.</p>` : markup`<ul class="alerts">${firing.map((alert) => markup`<li><b>${alert.name}</b> ${shown(alert.summary)} <span>${alert.runbook}, since ${moment(Date.parse(alert.since) / 1000)}</span></li>`)}</ul>`}
</header>
<main>
${dashboards.map(
  ({ id, title, panels }) => markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<div class="panels">
${panels.map((panel) => panelOnPage(panel, from, to))}</div>
</section>
`,
)}</main>
`,
  );
}

const styles = [join(__dirname, "../check/page.css"), join(__dirname, "page.css")];

/** A time in UTC, to the minute. */
function moment(seconds: number): Markup {
  const iso = new Date(seconds * 1000).toISOString();
  return markup`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`;
}
