"""The pieces of configuration, as the program writes them, and the folder that the job writes."""

import datetime
import json
import pathlib

COMPONENTS = pathlib.Path(__file__).parents[4] / "components"
FILES = {
    "binder": ["operate/python/message.py", "operate/python/closing.py", "chart/python/handlers.py", *(f"schedule/python/{name}.py" for name in ("asleep", "page", "numbers", "binder"))],
    "hub": ["operate/python/message.py", "operate/python/closing_hub.py", "schedule/python/asleep.py", "schedule/python/hub.py"],
}


def piece(kind, folder, closed, wake=True):
    """The text of a piece, with its last line."""
    settings = {"folder": str(folder.path), "closed": str(closed), "map": "binder-schedule-state", "wakeOnVisit": wake, "awakeMinutes": 120}
    code = "\n".join((COMPONENTS / name).read_text() for name in FILES[kind])
    return f"{code}\nsleeping(c, json.loads({json.dumps(json.dumps(settings))}))\n"


def at(minutes):
    """A moment so many minutes from now, as the job writes it."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


class Folder:
    def __init__(self, path):
        self.path = path
        path.mkdir()

    def state(self, since, until, **more):
        """The job's state: asleep from and until so many minutes from now."""
        known = {"sleep": {"from": at(since), "until": at(until)}, "opens": "Monday 30 November at 07:30 (Europe/Berlin)"}
        (self.path / "state").write_text(json.dumps({**known, "wakeOnVisit": True, "lateSeconds": 0, "done": at(-2), **more}))

    def known(self):
        return json.loads((self.path / "state").read_text())

    def visit(self, since, until):
        (self.path / "visit").write_text(json.dumps({"at": at(since), "until": at(until)}))
