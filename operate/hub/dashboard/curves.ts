import { type Unit } from "../../../components/monitoring/panels";
import { markup, type Markup } from "../check/markup";
import { shown } from "../check/shown";
import { type SeenCurve, type SeenPanel } from "./seen";

/** Size of a picture's own field, in its own units. */
const field = { width: 480, height: 140 } as const;

/** Curves that have a colour of their own; the others share the last. */
const colours = 6;

/** A number as people read it. */
export function inUnit(value: number, unit: Unit): string {
  switch (unit) {
    case "share":
      return `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`;
    case "bytes":
      return value >= 2 ** 30 ? `${(value / 2 ** 30).toFixed(1)} GiB` : `${Math.round(value / 2 ** 20)} MiB`;
    case "seconds":
      return value < 10
        ? `${value.toFixed(1)} s`
        : value < 120
          ? `${Math.round(value)} s`
          : `${Math.round(value / 60)} min`;
    case "cores":
      return value.toFixed(2);
    case "count":
      return value < 10 && !Number.isInteger(Number(value.toFixed(1))) ? value.toFixed(1) : String(Math.round(value));
  }
}

/** The picture of a panel: a number, or curves with their names and last numbers. */
export function panelOnPage(panel: SeenPanel, from: number, to: number): Markup {
  const { title, about, unit, kind, curves } = panel;
  return markup`<figure class="${kind}">
<figcaption><h3>${title}</h3><p>${about}</p></figcaption>
${curves.length === 0 ? markup`<p class="nothing">No numbers yet</p>` : kind === "number" ? numberOnPage(curves, unit) : curvesOnPage(curves, unit, from, to)}
</figure>
`;
}

function numberOnPage([curve]: readonly SeenCurve[], unit: Unit): Markup {
  const value = curve?.points.at(-1)?.[1] ?? 0;
  // Prometheus reckons rises beyond the first and the last reading: of whole things, it finds fractions.
  return markup`<p class="value">${inUnit(unit === "count" ? Math.round(value) : value, unit)}</p>`;
}

function curvesOnPage(curves: readonly SeenCurve[], unit: Unit, from: number, to: number): Markup {
  // The one that people see first stands first.
  const sorted = [...curves].sort((a, b) => highest(b) - highest(a));
  const top = Math.max(unit === "share" ? 1 : unit === "count" ? 1 : Number.MIN_VALUE, ...sorted.map(highest));
  const place = ([at, value]: readonly [number, number]) =>
    `${(((at - from) / Math.max(1, to - from)) * field.width).toFixed(1)},${((1 - value / top) * field.height).toFixed(1)}`;
  const colour = (index: number) => `c${Math.min(index, colours - 1)}`;
  return markup`<div class="plot"><span class="top">${inUnit(top, unit)}</span><svg viewBox="0 0 ${field.width} ${field.height}" preserveAspectRatio="none" role="img" aria-label="${describe(sorted, unit)}">
<path class="grid" d="M0 0H${field.width}M0 ${field.height / 2}H${field.width}M0 ${field.height}H${field.width}"/>
${sorted.map(({ points }, index) =>
  points.length === 1
    ? markup`<path class="${colour(index)} dot" d="M${place(points[0] ?? [0, 0])}h0"/>`
    : markup`<polyline class="${colour(index)}" points="${points.map(place).join(" ")}"/>`,
)}</svg></div>
<ul class="names">${sorted.map(({ name, points }, index) => markup`<li><i class="${colour(index)}"></i>${shown(name)} <b>${inUnit(points.at(-1)?.[1] ?? 0, unit)}</b></li>`)}</ul>`;
}

function highest({ points }: SeenCurve): number {
  return Math.max(...points.map(([, value]) => value));
}

function describe(curves: readonly SeenCurve[], unit: Unit): string {
  return curves.map(({ name, points }) => `${name}: now ${inUnit(points.at(-1)?.[1] ?? 0, unit)}`).join(", ");
}
