"""What people see of an event: the board that is projected in the room, and the page before and after it."""

import base64
import hashlib
import html
import json

EVENT_STYLE = """
:root { --u: min(1vw, 1.7778vh); --ink: #14181c; --soft: #454d55; --blue: #0b568f; }
* { box-sizing: border-box; }
html { color: var(--ink); background: #fff; font: 1.125rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; border-top: .4rem solid; border-image: linear-gradient(90deg, #f5a252 33.3%, #e66581 33.3% 66.6%, #579aca 66.6%) 1; overflow-wrap: anywhere; }
h1, p, ul { margin: 0; padding: 0; }
p:empty, b:empty + small { display: none; }
h1 { line-height: 1.15; letter-spacing: -.01em; }
a { color: inherit; }
"""

EVENT_BOARD_STYLE = """
body { padding: 1.2rem 1.25rem 4rem; }
h1 { margin-bottom: .6rem; font-size: calc(1rem + .2rem * var(--size)); }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; margin-top: 1.25rem; }
.code { order: 1; }
.code svg { display: block; width: 100%; max-width: 22rem; margin: 0 auto; }
.how, .when, small { color: var(--soft); }
.link { font: 700 clamp(1.05rem, calc(91vw / (var(--signs) * .615)), 1.6rem)/1.25 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; color: var(--blue); }
.link a { text-decoration: none; }
.link span { display: inline-block; max-width: 100%; }
#time { font-size: 1.4rem; font-weight: 700; text-wrap: balance; }
.when { display: none; margin: .6em 0; }
.taken { display: flex; flex-wrap: wrap; align-items: flex-end; gap: .6rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.taken b { font-size: 5.2rem; line-height: .95; letter-spacing: -.02em; }
.taken span { display: block; font-size: 1.5rem; line-height: 1.1; }
.bar { display: flex; height: 1.6rem; margin: .7rem 0; border: 2px solid var(--ink); border-radius: .4rem; background: #fff; overflow: hidden; }
.bar i { width: 0; background: var(--blue); }
.bar i + i { background: repeating-linear-gradient(45deg, var(--blue) 0 .25rem, #d6e6f4 .25rem .6rem); }
#note { font-weight: 600; }
ul { list-style: none; font-size: 1.25rem; }
#failed { color: #7d3c00; }
#failed:not(:empty)::before, #refused:not(:empty)::before { content: "!"; display: inline-block; width: 1.3em; margin-right: .4em; border: .1em solid; border-radius: 50%; line-height: 1.15; text-align: center; }
#news { position: fixed; right: 0; bottom: 0; left: 0; padding: .6rem 1.25rem; color: #fff; background: #3a3f45; font-weight: 600; }
[data-mode=before] .when { display: block; }
[data-mode=before] #time, [data-mode=after] #time { font-size: 2.6rem; line-height: 1.1; }
[data-mode=before] .open, [data-mode=after] .open { display: none; }
@media (min-width: 44rem) and (orientation: landscape) {
  html { font-size: max(16px, calc(1.9 * var(--u))); }
  body { display: grid; grid-template-rows: auto auto minmax(0, 1fr) auto; height: 100vh; min-height: 30rem; padding: calc(2 * var(--u)) 4vw 0; border-top-width: var(--u); }
  h1 { margin-bottom: calc(1.2 * var(--u)); font-size: calc(var(--size) * var(--u)); }
  .link { font-size: min(calc(6.4 * var(--u)), calc(91vw / (var(--signs) * .615))); line-height: 1.15; }
  main { grid-template: minmax(0, 1fr) / auto minmax(0, 1fr); gap: calc(5 * var(--u)); margin: calc(2 * var(--u)) 0 calc(3 * var(--u)); align-items: center; }
  .code { order: 0; display: flex; align-items: center; height: calc(100% + 4 * var(--u)); min-height: 0; margin: calc(-2 * var(--u)) calc(-3 * var(--u)); }
  .code svg { width: auto; height: 100%; max-width: 44vw; max-height: 44vw; margin: 0; }
  #time { font-size: calc(3 * var(--u)); line-height: 1.2; }
  [data-mode=before] #time, [data-mode=after] #time { font-size: calc(6.4 * var(--u)); }
  .when { font-size: calc(2.6 * var(--u)); }
  .taken { gap: calc(1.6 * var(--u)); }
  .taken b { font-size: calc(var(--size) * var(--u)); }
  .taken span { font-size: calc(3 * var(--u)); }
  #note, #most, ul { font-size: calc(2.2 * var(--u)); }
  .bar { height: calc(2.8 * var(--u)); margin: calc(1.2 * var(--u)) 0; }
  li { margin-top: calc(.3 * var(--u)); }
  #news { position: static; margin: 0 -4vw; padding: calc(.8 * var(--u)) 4vw; font-size: calc(2 * var(--u)); }
}
"""

EVENT_DOOR_STYLE = """
main { max-width: 34rem; margin: 8vh auto 0; padding: 1.5rem 1.25rem; }
h1 { margin-bottom: 1.5rem; font-size: calc(1rem + .23rem * var(--size)); }
p { margin-bottom: 1rem; }
#time { margin: 1.75rem 0; font-size: 2.4rem; font-weight: 700; line-height: 1.15; color: var(--blue); }
.keep { padding: .9rem 1.1rem; border-left: .3rem solid var(--blue); background: #eef4fa; }
.launch { display: inline-block; padding: .7rem 1.4rem; border-radius: .4rem; color: #fff; background: var(--blue); font-weight: 600; text-decoration: none; }
a:focus-visible { outline: .2rem solid var(--ink); outline-offset: .15rem; }
#news { color: var(--soft); }
"""

# The time is the hub's: what a browser's own clock says may be hours off.
EVENT_SCRIPT = """
const span = (milliseconds) => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return seconds + "\u00a0s";
  const minutes = Math.ceil(seconds / 60), hours = Math.floor((minutes % 1440) / 60), days = Math.floor(minutes / 1440);
  const parts = days > 0 ? [days === 1 ? "1 day" : days + " days", hours > 0 && hours + " h"] : [hours > 0 && hours + " h", minutes % 60 > 0 && (minutes % 60) + " min"];
  return parts.filter(Boolean).join(" ").replaceAll(" ", "\u00a0");
};
const modeOf = ({ phase }) => (phase === "open" ? "open" : phase === "leaving" || phase === "over" ? "after" : "before");
const timeOf = (news, now) => {
  const mode = modeOf(news), toStart = Date.parse(news.start) - now, toEnd = Date.parse(news.end) - now;
  if (mode === "after") return "It is over";
  if (mode === "before") return toStart > 0 ? "Opens in " + span(toStart) : "Opens now";
  return toStart > 0 ? "It is open" : toEnd > 0 ? span(toEnd) + " left" : "It ends now";
};
const silenceOf = (milliseconds) => {
  const seconds = Math.floor(milliseconds / 10000) * 10, minutes = Math.floor(seconds / 60);
  return seconds < 10 ? "" : "No news for " + (minutes < 2 ? seconds + " seconds" : minutes + " minutes");
};
const show = (id, text) => {
  const line = document.getElementById(id);
  if (line.textContent !== text) line.textContent = text;
};
const page = document.body.dataset;
let news = JSON.parse(page.news), heard = Date.now(), ahead = Date.parse(news.now) - heard;
const ask = async () => {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), 10000);
  try {
    const answer = await fetch(page.numbers, { cache: "no-store", signal: stop.signal });
    const next = await answer.json();
    if (!answer.ok || !(Date.parse(next.now) > 0)) return;
    news = next;
    heard = Date.now();
    ahead = Date.parse(news.now) - heard;
  } catch {
    // What was heard last stays.
  } finally {
    clearTimeout(late);
  }
};
"""

EVENT_BOARD_SCRIPT = """
const noteOf = ({ seats, people, places, prepared }, mode) => {
  if (mode === "before") return prepared ? "Everything is ready." : "It is being prepared.";
  if (mode === "after") return "";
  if (seats >= places) return "All seats are taken.";
  return seats > people ? seats - people + " more than expected" : seats === people ? "Everybody is in." : "";
};
const linesOf = (news, now) => {
  const mode = modeOf(news), count = (number, word) => (mode === "open" && number > 0 ? number + " " + word : "");
  return {
    time: timeOf(news, now),
    seats: String(news.seats),
    people: "of " + news.people,
    note: noteOf(news, mode),
    most: mode === "after" && news.most > 0 ? "Seats taken at the same time: " + news.most : "",
    waiting: count(news.waiting, "starting"),
    failed: count(news.failed, "failed"),
    refused: count(news.refused, "refused"),
  };
};
const sharesOf = ({ seats, waiting, people }) => [seats, waiting].map((number) => (100 * number) / Math.max(1, people, seats + waiting) + "%");
const draw = () => {
  page.mode = modeOf(news);
  const lines = linesOf(news, Date.now() + ahead);
  for (const id of Object.keys(lines)) show(id, lines[id]);
  sharesOf(news).forEach((share, at) => { document.getElementById("bar" + at).style.width = share; });
  const silence = silenceOf(Date.now() - heard);
  show("news", silence && silence + ". These are the last figures.");
};
const look = async () => {
  await ask();
  draw();
  setTimeout(look, 3000);
};
draw();
setInterval(draw, 1000);
setTimeout(look, 3000);
"""

# Browsers ask often only when the door is about to open, and not all at the same moment. A phone whose screen was off asks at once.
EVENT_DOOR_SCRIPT = """
const first = news.phase;
const pauseOf = ({ start, people }, now, chance) => (Date.parse(start) - now > 600000 ? 60 : Math.max(8, people / 100)) * (750 + 500 * chance);
const isOther = ({ phase }) => phase !== first && phase !== "planned" && phase !== "preparing";
const draw = () => {
  show("time", timeOf(news, Date.now() + ahead));
  show("news", Date.now() - heard > 90000 ? "There is no connection. This page keeps trying." : "");
};
const check = async () => {
  await ask();
  draw();
  if (isOther(news)) location.reload();
};
const look = async () => {
  await check();
  setTimeout(look, pauseOf(news, Date.now() + ahead, Math.random()));
};
draw();
setInterval(draw, 1000);
setTimeout(look, pauseOf(news, Date.now() + ahead, Math.random()));
document.addEventListener("visibilitychange", check);
"""


def event_board(event, numbers, links):
    """The page for a projector. `event` is what facts.ts says, `numbers` what links["numbers"] answers, and links["qr"] an SVG that the stack made."""
    shown = links["door"].split("://", 1)[-1].rstrip("/")
    host, slash, path = shown.partition("/")
    # A long link has two lines: so it is larger.
    signs = len(shown) if len(shown) <= 34 else max(len(host), len(slash + path))
    people = int(event["people"])
    return event_document(
        event["title"],
        EVENT_STYLE + EVENT_BOARD_STYLE,
        EVENT_SCRIPT + EVENT_BOARD_SCRIPT,
        event_data(numbers, links),
        f"""{event_heading(event["title"])}
<div class="address">
<p class="how">Scan the code, or type:</p>
<p class="link" style="--signs: {signs}"><a href="{html.escape(links["door"])}"><span>{html.escape(host)}</span><wbr><span>{html.escape(slash + path)}</span></a></p>
</div>
<main>
<div class="code">{links["qr"]}</div>
<div>
<p id="time" role="timer"></p>
<p class="when">{html.escape(event["startInWords"])}</p>
<div aria-live="polite">
<div class="open">
<p class="taken" style="--size: {11.5 if people < 1000 else 9}"><b id="seats">{int(numbers["seats"])}</b> <span><span id="people">of {people}</span> seats taken</span></p>
<div class="bar" aria-hidden="true"><i id="bar0"></i><i id="bar1"></i></div>
</div>
<p id="note"></p>
<p id="most"></p>
<ul>
<li><b id="waiting"></b> <small>their notebook opens in a moment</small></li>
<li><b id="failed"></b> <small>please open the link again</small></li>
<li><b id="refused"></b> <small>no seat was free</small></li>
</ul>
</div>
</div>
</main>
<p id="news" role="status"></p>
<noscript><p>Without JavaScript, this page shows no news.</p></noscript>""",
    )


def event_door(event, numbers, links):
    """Who opens the link before or after the event sees this. `event`, `numbers` and `links` are those of the board."""
    if numbers["phase"] in ("leaving", "over"):
        save = "<p>If your notebook is still open, download now what you want to keep.</p>" if numbers["phase"] == "leaving" else ""
        return event_document(
            event["title"],
            EVENT_STYLE + EVENT_DOOR_STYLE,
            "",
            "",
            f"""<main>
{event_heading(event["title"])}
<p><strong>It is over.</strong></p>
{save}
<p>Its notebooks can still be opened. That may take a few minutes, as for everybody.</p>
<p><a class="launch" href="{html.escape(links["launch"])}">Open the notebooks</a></p>
</main>""",
        )
    return event_document(
        event["title"],
        EVENT_STYLE + EVENT_DOOR_STYLE,
        EVENT_SCRIPT + EVENT_DOOR_SCRIPT,
        event_data(numbers, links),
        f"""<main>
{event_heading(event["title"])}
<p>It opens on <strong>{html.escape(event["startInWords"])}</strong>.</p>
<p id="time" role="timer"></p>
<p class="keep">If you see this at the start, keep this page open: it goes on by itself.</p>
<p id="news" role="status"></p>
<noscript><p>Without JavaScript, load this page again at the start.</p></noscript>
</main>""",
    )


def event_heading(title):
    """A long title is smaller, and has two lines on a projector: its size is a part of the screen's width, in percent."""
    signs = max(1, len(title))
    size = min(4.4, 145 / signs) if signs <= 46 else max(2, min(3.2, 280 / signs))
    return f'<h1 style="--size: {size:.2f}">{html.escape(title)}</h1>'


def event_data(numbers, links):
    """What the page's script reads, as attributes."""
    return f' data-numbers="{html.escape(links["numbers"])}" data-news="{html.escape(json.dumps(numbers))}"'


def event_document(title, style, script, data, body):
    """A page that loads nothing, runs only its own script and asks only its own hub: its policy forbids the rest."""
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; script-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{html.escape(title)}</title>
<style>{style}</style>
</head>
<body{data}>
{body}
{f"<script>{script}</script>" if script else ""}
</body>
</html>
"""
