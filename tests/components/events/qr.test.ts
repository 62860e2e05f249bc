import jsQR from "jsqr";
import { qrSvg } from "../../../components/events/qr";

/** The least that a QR code needs around it, in modules. */
const quiet = 4;

interface Picture {
  readonly side: number;
  /** Whether a module is dark, row by row. */
  readonly dark: readonly (readonly boolean[])[];
}

/** Draws the code, as a browser does: pieces that are filled, each a rectangle. */
function drawn(svg: string): Picture {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const dark = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, fill, path = ""] of svg.matchAll(/<path(?: fill="(.*?)")? d="(.*?)"\/>/g)) {
    for (const [, x, y, width, height] of path.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\3z/g)) {
      for (const row of dark.slice(Number(y), Number(y) + Number(height))) {
        row.fill(fill === undefined, Number(x), Number(x) + Number(width));
      }
    }
  }
  return { side, dark };
}

/** What a reader of QR codes finds in it, with so many pixels a module. */
function read({ side, dark }: Picture, pixels = 3): string | undefined {
  const wide = side * pixels;
  const image = new Uint8ClampedArray(wide * wide * 4).map((_none, at) => {
    const pixel = Math.floor(at / 4);
    const isDark = dark[Math.floor(pixel / wide / pixels)]?.[Math.floor((pixel % wide) / pixels)] === true;
    return isDark && at % 4 !== 3 ? 0 : 255;
  });
  return jsQR(image, wide, wide, { inversionAttempts: "dontInvert" })?.data;
}

const addresses = [
  "https://hub.example.org/event/pyintro",
  "http://20.50.2.52/binder/event/a",
  "https://binder.westeurope-something.cloudapp.azure.com/event/pyintro",
  `https://hub.example.org/${"long/".repeat(20)}`,
  "https://hub.example.org/event/übung?a=1&b=“2”",
];

test.each(addresses)("a phone reads %s", (address) => {
  expect(read(drawn(qrSvg(address)))).toBe(address);
});

test("it is read too if a corner of it without a pattern is hidden", () => {
  const { side, dark } = drawn(qrSvg("https://hub.example.org/event/pyintro"));
  const hidden = dark.map((row, y) => row.map((module, x) => module && !(x > side - 11 && y > side - 11)));
  expect(hidden).not.toEqual(dark);
  expect(read({ side, dark: hidden })).toBe("https://hub.example.org/event/pyintro");
});

test.each(addresses)("nothing is drawn close to the code of %s", (address) => {
  const { side, dark } = drawn(qrSvg(address));
  const edge = dark.flatMap((row, y) => row.filter((_dark, x) => Math.min(x, y, side - 1 - x, side - 1 - y) < quiet));
  expect(edge).not.toContain(true);
  // The first pattern begins there.
  expect(dark[quiet]?.slice(quiet, quiet + 8)).toEqual([true, true, true, true, true, true, true, false]);
});

test("it has no size of its own, and a name for those who do not see it", () => {
  const svg = qrSvg('https://hub.example.org/?a="<b>"');
  const tag = /^<svg [^>]*>/.exec(svg)?.[0];
  expect(tag).toContain('role="img" aria-label="QR code: https://hub.example.org/?a=&quot;&lt;b&gt;&quot;"');
  expect(tag).not.toMatch(/ (width|height)=/);
});

test("a text that is too long is refused", () => {
  expect(read(drawn(qrSvg("x".repeat(2331))))).toHaveLength(2331);
  expect(() => qrSvg("x".repeat(2332))).toThrow("A QR code holds 2331 bytes, and not 2332.");
});
