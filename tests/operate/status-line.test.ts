import { PassThrough } from "node:stream";
import { StatusLine, widthOf } from "../../operate/hub/status-line";

function shown(
  how: { readonly isTTY: boolean; readonly columns?: number },
  draw: (line: StatusLine, pass: (seconds: number) => void) => void,
) {
  const out = Object.assign(new PassThrough(), how);
  let time = 0;
  const clock = { now: () => time, wait: () => Promise.resolve() };
  draw(new StatusLine({ out }, clock), (seconds) => (time += seconds));
  return String(out.read() ?? "");
}

test("a status longer than the terminal's line is cut, and its style ends", () => {
  const text = shown({ isTTY: true, columns: 24 }, (line) => line.show("x".repeat(100)));
  expect(text).toBe(`\x1b[2m${"x".repeat(23)}\x1b[22m`);
});

test("elsewhere than on a terminal there is a line every ten seconds", () => {
  const text = shown({ isTTY: false }, (line, pass) => {
    for (let second = 0; second < 25; second++) {
      line.show(`${second} s`);
      pass(1);
    }
  });
  expect(text).toBe("0 s\n10 s\n20 s\n");
});

test("a terminal that says it has no columns has 80", () => {
  expect(widthOf({ out: Object.assign(new PassThrough(), { columns: 0 }) })).toBe(80);
});
