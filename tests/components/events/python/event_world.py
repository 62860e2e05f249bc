"""Events as the program hands them over, the folder of what is kept of them, and a cluster with their servers."""

import json
import pathlib
import time

COMPONENTS = pathlib.Path(__file__).parents[4] / "components"
REPOSITORY = "https://example.com/fake/repo.git"
COMMIT = "1a2b3c4d5e6f"
MOMENTS = ("prepare", "nodesUp", "start", "arrived", "end", "gone")
# Minutes from now of each moment, by where the event stands.
PHASES = {
    "planned": (60, 120, 150, 155, 270, 300),
    "preparing": (-60, 60, 90, 95, 210, 240),
    "warming": (-120, -10, 20, 25, 140, 170),
    "open": (-180, -60, -30, -25, 90, 120),
    "leaving": (-300, -180, -150, -145, -10, 20),
    "over": (-400, -300, -250, -240, -130, -100),
}


def event(phase, name="pyintro", **more):
    known = {
        **{"name": name, "title": "Python <intro>", "people": 3, "places": 4, "room": None, "identity": f"{name} of today"},
        **{"startInWords": "Thursday 4 March at 10:00 (Europe/Berlin)", "patterns": [r"https://example\.com/fake/repo(?:\.git)?"]},
        **{"launch": "v2/fake/repo/", "launchRef": "HEAD", "urlPath": None, "door": f"https://hub.example.org/event/{name}", "qr": "<svg>qr</svg>"},
        "times": {moment: time.time() + 60 * minutes for moment, minutes in zip(MOMENTS, PHASES[phase], strict=True)},
    }
    return {**known, **more}


def text_of(*names):
    return "\n".join((COMPONENTS / name).read_text() for name in names)


def last_line(function, settings):
    return f"\n{function}(c, json.loads({json.dumps(json.dumps(settings))}))\n"


def binder_piece(folder, events):
    files = ("chart/python/handlers.py", *(f"events/python/{name}.py" for name in ("events", "pages", "binder")))
    settings = {"folder": str(folder.path), "map": "binder-events-state", "label": "binder-event", "events": events}
    return text_of(*files) + last_line("event_pages", settings)


def hub_piece(folder, events):
    return text_of("events/python/events.py", "events/python/hub.py") + last_line("event_servers", {"folder": str(folder.path), "events": events})


def at(minutes):
    """A moment so many minutes from now, as the job writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 60 * minutes))


class Folder:
    def __init__(self, path):
        self.path = path
        path.mkdir()

    def keep(self, what, of="pyintro of today", name="pyintro", **value):
        (self.path / f"{name}.{what}").write_text(json.dumps({"of": of, **value}))


class Cluster:
    """Has servers of events, each ready or not, and what is written into its ConfigMap."""

    def __init__(self):
        self.servers, self.kept, self.looks = {}, [], 0

    def list_namespaced_pod(self, namespace, label_selector, **_):
        self.looks += 1
        [name] = [part.removeprefix("binder-event=") for part in label_selector.split(",") if part.startswith("binder-event=")]
        assert (namespace, label_selector) == ("binderhub", f"component=singleuser-server,binder-event={name}")

        def pod(ready):
            return {"metadata": {}, "status": {"conditions": [{"type": "Ready", "status": str(ready)}]}}

        text = json.dumps({"items": [pod(ready) for ready in self.servers.get(name, [])]}).encode()
        return type("Answer", (), {"read": lambda _self: text})()

    def patch_namespaced_config_map(self, name, namespace, body, **_):
        assert (name, namespace) == ("binder-events-state", "binderhub")
        self.kept.append({key: json.loads(text) for key, text in body["data"].items()})
