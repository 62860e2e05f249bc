import { qrSvg } from "../../../components/events/qr";
import { type Slide, slidePage } from "../../../operate/hub/events/slide";
import { hostile, shapeOf, textOf } from "./markup";

const slide: Slide = {
  title: "Introduction to Python",
  startInWords: "Thursday 4 March at 10:00 (Europe/Berlin)",
  link: "https://hub.example.org/event/pyintro",
  people: 80,
};

test("it says what, when, how many seats there are, what to type and what to do", () => {
  const lines = textOf(slidePage(slide))
    .split("\n")
    .filter((line) => line !== "");
  expect(lines).toEqual([
    "Introduction to Python",
    "Thursday 4 March at 10:00 (Europe/Berlin) · 80 seats",
    "Scan the code, or type the link",
    "Wait until your notebook opens",
    "Keep the tab open",
    "hub.example.org/event/pyintro",
  ]);
});

test("its code is that of the link", () => {
  expect(slidePage(slide)).toContain(qrSvg(slide.link));
});

test("it needs no network, and is one page on paper, 16:9", () => {
  const page = slidePage(slide);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
  const [, width, height] = /@page \{\s*size: ([\d.]+)in ([\d.]+)in;/.exec(page) ?? [];
  expect(Number(width) / Number(height)).toBeCloseTo(16 / 9, 3);
});

test.each([
  ["https://hub.example.org/event/pyintro", 29],
  ["http://hub.example.org/binder/event/a/", 30],
  ["https://binder.westeurope-something.cloudapp.azure.com/event/pyintro", 46],
])("of %s, the longer line has %i signs, and is as wide as the slide", (link, signs) => {
  expect(slidePage({ ...slide, link })).toContain(`style="--signs: ${signs}"`);
});

test.each([
  ["R", "4.40"],
  ["Introduction to Python", "4.40"],
  ["Forty-six signs are the most that one line has", "3.15"],
  ["With one more sign it has two lines, larger ones", "3.20"],
  ["x".repeat(110), "2.55"],
  ["x".repeat(300), "2.00"],
])("the title %s has a size that fits", (title, size) => {
  expect(slidePage({ ...slide, title })).toContain(`<h1 style="--size: ${size}">`);
});

test("what people write is text and nothing else", () => {
  const page = slidePage({
    ...slide,
    title: hostile,
    startInWords: hostile,
    link: `https://hub.example.org/${hostile}`,
  });
  expect(shapeOf(page).filter((tag) => !tag.startsWith("<path"))).toEqual(
    shapeOf(slidePage(slide)).filter((tag) => !tag.startsWith("<path")),
  );
  expect(textOf(page).split(hostile)).toHaveLength(4);
});
