"""What people see of a hub that sleeps or wakes: a page in place of BinderHub's, and a line on BinderHub's while it wakes."""

import html
import json


def minutes(seconds):
    """In words, rounded up."""
    number = max(1, -(-int(seconds) // 60))
    return f"{number} minute" if number == 1 else f"{number} minutes"


def asleep_page(state, usual_seconds, wake, back, logo, form="", banner=""):
    """A page that says when the hub opens. With a button, if a visitor may wake it. It looks by itself whether the hub is open by now."""
    button = (
        f'<form method="post" action="{html.escape(wake)}">{form}<input type="hidden" name="next" value="{html.escape(back)}">'
        f"<p>You can wake it now. The first machine then takes about {minutes(usual_seconds)}.</p>"
        f'<button type="submit">Wake this hub</button></form>'
        if state.get("wakeOnVisit") is True
        else ""
    )
    script = f"setInterval(async () => {{ const now = await (await fetch({json.dumps(wake)})).json(); if (!now.asleep) location.reload(); }}, 15000);"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>This hub is asleep</title>
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; margin: 0; color: #222; background: #fafafa; }}
main {{ max-width: 34rem; margin: 10vh auto 0; padding: 1.5rem; text-align: center; }}
img {{ max-width: 20rem; width: 80%; }}
h1 {{ font-size: 1.6rem; }}
button {{ font: inherit; padding: .5rem 1.5rem; border: 0; border-radius: .3rem; color: #fff; background: #1d5a85; cursor: pointer; }}
</style>
</head>
<body>
<main>
<img src="{html.escape(logo)}" alt="">
<h1>This hub is asleep</h1>
<p>It opens on <strong>{html.escape(str(state.get("opens", "its next day")))}</strong>.</p>
{button}
<p>{banner}</p>
</main>
<script>{script}</script>
</body>
</html>
"""


def waking_banner(since, usual_seconds):
    return f'<strong id="hub-wakes">This hub is waking up, since {minutes(since)}. The first machine takes about {minutes(usual_seconds)}.</strong>'


def waking_script(wake):
    """Keeps the line true, and takes it away once a machine is there. The page is not loaded anew: a launch may be under way on it."""
    return f"""setInterval(async () => {{
  const now = await (await fetch({json.dumps(wake)})).json(), line = document.getElementById("hub-wakes");
  if (line) line.textContent = now.text;
}}, 15000);"""
