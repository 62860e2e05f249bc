"""Whether the hub sleeps, by its schedule.

A job in the cluster writes it into a ConfigMap (operate/hub/schedule/pass.ts), which the program mounts as a folder. `state` has the time in which the hub
sleeps: the one now, or the next. So a hub whose job is dead opens by itself. `visit` says who woke it. The files are read anew each time.
"""

import datetime
import json
import pathlib
import time

# Seconds for which a click counts that is not in the folder yet: the kubelet changes that within about a minute.
ON_ITS_WAY = 180


class Sleep:
    def __init__(self, folder):
        self.folder, self.clicked, self.visit = pathlib.Path(folder), 0.0, {}

    def read(self, name):
        """What is in a file. Nothing, if it is not there or not understood: then the hub is open."""
        try:
            found = json.loads((self.folder / name).read_text("utf-8"))
            return found if isinstance(found, dict) else {}
        except (OSError, ValueError):
            return {}

    def wake(self, visit):
        """Somebody woke it a moment ago."""
        self.clicked, self.visit = time.time(), visit

    def woken(self):
        """The last visit: what a click of a moment ago says counts before the folder has it."""
        return self.visit if time.time() < self.clicked + ON_ITS_WAY else self.read("visit")

    def asleep(self):
        """What the job says of the sleep, or nothing while the hub is open."""
        state, now = self.read("state"), time.time()
        try:
            if not moment(state["sleep"]["from"]) <= now < moment(state["sleep"]["until"]):
                return None
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        visit = self.woken()
        try:
            if now < moment(visit["until"]):
                return None
        except (KeyError, TypeError, ValueError, AttributeError):
            pass
        return state

    def waking(self):
        """Seconds since the hub began to wake, and how many that takes: while no node is ready. Nothing if one is, or if it sleeps."""
        if self.asleep() is not None:
            return None
        state, now = self.read("state"), time.time()
        if state.get("holds") is False:
            # No machine starts before somebody launches.
            return None
        try:
            since = moment(self.visit["at"]) if now < self.clicked + ON_ITS_WAY else moment(state["wakes"]["since"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        # Longer than that, it is no news. An alert tells those who run the hub.
        return (now - since, usual(state)) if 0 <= now - since < 1800 else None

    def message(self):
        """What people read who want to launch, or an empty text while the hub is open."""
        state = self.asleep()
        return f"This hub is asleep. It opens on {state.get('opens', 'its next day')}." if state else ""


def moment(text):
    """Seconds since 1970."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def usual(state):
    """Seconds that the last wake-up took until a node was ready. Five minutes, if none was seen yet."""
    seconds = state.get("wakeSeconds")
    return seconds if isinstance(seconds, (int, float)) and seconds > 0 else 300
