/** A line of a picture. */
export interface Line {
  readonly name: string;
  /** Values at the seconds from 0 on. */
  readonly values: readonly number[];
}

/** Width of the picture, in its own units. Letters are large enough for a phone. */
const width = 720;

/** The field with the lines, below so many names. */
function fieldBelow(names: number) {
  const top = 54 + names * 24;
  return { left: 64, right: 700, top, bottom: top + 340 };
}

/** Colours that people with any eyes tell apart, and how each line is drawn. @see https://jfly.uni-koeln.de/color/ */
const looks = [
  { colour: "#0072b2", dash: "" },
  { colour: "#d55e00", dash: "10 4" },
  { colour: "#009e73", dash: "3 4" },
  { colour: "#8b5a9b", dash: "14 4 3 4" },
  { colour: "#1f2328", dash: "24 6" },
] as const;

/**
 * Lines over time as SVG, with the ground, the axes and the names in it. So it is legible on a page of any colour.
 *
 * @param title what the values are
 */
export function picture(title: string, lines: readonly Line[]): string {
  const field = fieldBelow(lines.length);
  const height = field.bottom + 70;
  const lastSecond = Math.max(60, ...lines.map(({ values }) => values.length - 1));
  const [xs, ys] = [
    ticks(lastSecond, [60, 120, 300]),
    ticks(Math.max(1, ...lines.flatMap(({ values }) => values)), steps),
  ];
  const [xMax, yMax] = [xs.at(-1) ?? 1, ys.at(-1) ?? 1];
  const x = (second: number) => round(field.left + (second / xMax) * (field.right - field.left));
  const y = (value: number) => round(field.bottom - (value / yMax) * (field.bottom - field.top));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="20" fill="#1f2328">`,
    `<title id="title">${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="34" font-size="24" font-weight="600">${escaped(title)}</text>`,
    ...lines.flatMap(({ name }, index) => {
      const [left, top] = [16, 58 + index * 24];
      return [
        `<path d="M${left} ${top - 6}h44" ${stroke(index)}/>`,
        `<text x="${left + 56}" y="${top}">${escaped(name)}</text>`,
      ];
    }),
    ...ys.flatMap((value) => [
      `<path d="M${field.left} ${y(value)}H${field.right}" stroke="#d1d9e0"/>`,
      `<text x="${field.left - 8}" y="${y(value) + 7}" text-anchor="end">${value}</text>`,
    ]),
    ...xs.map((second) => `<text x="${x(second)}" y="${field.bottom + 28}" text-anchor="middle">${second / 60}</text>`),
    `<text x="${field.right}" y="${height - 14}" text-anchor="end">minutes since the first one came</text>`,
    ...lines.map(({ values }, index) => `<path d="${stairs(values, x, y)}" fill="none" ${stroke(index)}/>`),
    "</svg>",
    "",
  ].join("\n");
}

const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];

/** Values at an axis: from 0 to the first that is not below the highest, six steps at most. */
function ticks(highest: number, sizes: readonly number[]): readonly number[] {
  const step = sizes.find((one) => highest / one <= 6) ?? sizes.at(-1) ?? 1;
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step);
}

/** A path that changes at the second at which the value changes. */
function stairs(values: readonly number[], x: (second: number) => number, y: (value: number) => number): string {
  const points = values.flatMap((value, second) =>
    second === 0 ? [`M${x(0)} ${y(value)}`] : value === values[second - 1] ? [] : [`H${x(second)}`, `V${y(value)}`],
  );
  return [...points, `H${x(values.length - 1)}`].join("");
}

function stroke(index: number): string {
  const { colour, dash } = looks[index % looks.length] ?? looks[0];
  return `stroke="${colour}" stroke-width="4" stroke-linejoin="round"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
