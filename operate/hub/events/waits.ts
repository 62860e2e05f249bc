import { markup, type Markup } from "../check/markup";

/** Waits that are as long, or nearly. */
export interface Bin {
  /** Seconds: from this one on, and less than the next. */
  readonly from: number;
  readonly until: number;
  readonly count: number;
}

/** Widths of a bin in seconds that people reckon with easily. */
const widths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/** Most bins, so that each is wide enough on a phone. */
const mostBins = 12;

/** Waits, counted in bins of the same width, from 0 to the longest. */
export function binsOf(waits: readonly number[]): Bin[] {
  const longest = Math.max(0, ...waits);
  const width = widths.find((one) => Math.floor(longest / one) < mostBins) ?? Math.ceil((longest + 1) / mostBins);
  return Array.from({ length: Math.floor(longest / width) + 1 }, (_bin, index) => ({
    from: index * width,
    until: (index + 1) * width,
    count: waits.filter((wait) => Math.floor(wait / width) === index).length,
  }));
}

/** The picture's own units. */
const size = { width: 480, height: 250 } as const;
const field = { left: 44, right: 458, top: 30, bottom: 200 } as const;

/** How long people waited, as a picture. */
export function waitsOnPage(waits: readonly number[]): Markup {
  const bins = binsOf(waits);
  const top = niceTop(Math.max(...bins.map(({ count }) => count)));
  const wide = (field.right - field.left) / bins.length;
  const x = (index: number) => Math.round((field.left + index * wide) * 10) / 10;
  const y = (count: number) => Math.round((field.bottom - (count / top) * (field.bottom - field.top)) * 10) / 10;
  const levels = [0, top / 2, top];
  const every = Math.ceil(bins.length / 6);
  return markup`<svg class="waits" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${inWords(bins)}">
${levels.map((level) => markup`<path class="grid" d="M${field.left} ${y(level)}H${field.right}"/><text class="number" x="${field.left - 7}" y="${y(level) + 5}">${level}</text>`)}
${bins.map(({ count }, index) => (count === 0 ? [] : markup`<rect x="${x(index) + 1.5}" y="${y(count)}" width="${Math.round((wide - 3) * 10) / 10}" height="${Math.round((field.bottom - y(count)) * 10) / 10}"/>`))}
${[...bins.map(({ from }) => from), bins.at(-1)?.until ?? 0].flatMap((second, index) => (index % every === 0 ? markup`<text class="second" x="${x(index)}" y="${field.bottom + 19}">${second}</text>` : []))}
<text class="second" x="${(field.left + field.right) / 2}" y="${size.height - 8}">seconds until the notebook was there</text>
<text x="0" y="13">people</text>
</svg>`;
}

function inWords(bins: readonly Bin[]): string {
  const filled = bins.filter(({ count }) => count > 0);
  return `How long people waited. ${filled.map(({ from, until, count }) => `${from} to ${until} seconds: ${count}`).join(", ")}`;
}

/** The end of an axis: 2, 4, 6, 8, 10, 20, 40 and so on, so that its half is a whole number. */
function niceTop(most: number): number {
  for (let ten = 1; ; ten *= 10) {
    const top = [2, 4, 6, 8, 10].map((one) => one * ten).find((one) => one >= most);
    if (top !== undefined) return top;
  }
}
