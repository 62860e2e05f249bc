import { join } from "node:path";
import { qrSvg } from "../../../components/events/qr";
import { htmlDocument } from "../check/document";
import { markup, type Markup } from "../check/markup";
import { shown } from "../check/shown";

/** What is on a slide. */
export interface Slide {
  readonly title: string;
  /** As people read it: `Thursday 4 March at 10:00 (Europe/Berlin)`. */
  readonly startInWords: string;
  /** The event's page, with `https://`. */
  readonly link: string;
  readonly people: number;
}

/** A slide to show or print before an event: one HTML file, 16:9, one page on paper. It needs no network. */
export function slidePage({ title, startInWords, link, people }: Slide): string {
  const code: Markup = { html: qrSvg(link) };
  const name = shown(title);
  return htmlDocument(
    name,
    [join(__dirname, "slide.css")],
    markup`<h1 style="--size: ${sizeOf(name)}">${name}</h1>
<p class="when">${shown(startInWords)}${people > 1 ? ` · ${people} seats` : ""}</p>
<main>
<div class="code">${code}</div>
<ol>
<li><span><b>Scan</b> the code, or <b>type</b> the link</span></li>
<li><span><b>Wait</b> until your notebook opens</span></li>
<li><span><b>Keep</b> the tab open</span></li>
</ol>
</main>
${linkInWords(link)}`,
  );
}

/** Size of a title in percent of the screen's width: a long one is smaller, and has two lines. */
function sizeOf(title: string): string {
  const signs = Math.max(1, title.length);
  return (signs <= 46 ? Math.min(4.4, 145 / signs) : Math.max(2, Math.min(3.2, 280 / signs))).toFixed(2);
}

/** The link, as it is typed. A long one has two lines: so it is larger. */
function linkInWords(link: string): Markup {
  const typed = shown(link)
    .replace(/^https?:\/\//, "")
    .replace(/\/$/, "");
  const slash = typed.indexOf("/");
  const [host, path] = slash < 0 ? [typed, ""] : [typed.slice(0, slash), typed.slice(slash)];
  const signs = typed.length <= 34 ? typed.length : Math.max(host.length, path.length);
  return markup`<p class="link" style="--signs: ${signs}"><a href="${link}"><span>${host}</span><wbr><span>${path}</span></a></p>
`;
}
