"""The events of a hub: which of them have room now, and what is kept of each.

Room is what an event has for itself from the time when its nodes are there until they are gone (`Phase` in ../phase.ts), and while it is rehearsed. The program
mounts what is kept as a folder, with a file for each event and thing (../names.ts). The files are read anew each time: a pod sees a change within a minute.

The chart runs this text in the configuration of BinderHub and of JupyterHub, before binder.py and hub.py, among the names of other such texts.
"""

import ipaddress
import json
import pathlib
import re
import time
from datetime import datetime


class Events:
    def __init__(self, folder, events, clock=time.time):
        """`clock` gives seconds since 1970."""
        self.folder, self.clock = pathlib.Path(folder), clock
        # ASCII alone: else a letter of another alphabet could pass for one of ours.
        self.every = [{**event, "patterns": [re.compile(one, re.IGNORECASE | re.ASCII) for one in event["patterns"]]} for event in events]

    def named(self, name):
        return next((event for event in self.every if event["name"] == name), None)

    def of(self, repository):
        """The event of a repository that has room now."""
        if not isinstance(repository, str) or len(repository) > 2000:
            return None
        return next((event for event in self.with_room() if any(one.fullmatch(repository) for one in event["patterns"])), None)

    def with_room(self):
        return [event for event in self.every if self.has_room(event)]

    def has_room(self, event):
        return self.phase(event) in ("warming", "open", "leaving") or self.rehearsal(event) is not None

    def phase(self, event):
        """As `phaseAt` in ../phase.ts."""
        now, times = self.clock(), event["times"]
        later = [("planned", "prepare"), ("preparing", "nodesUp"), ("warming", "start"), ("open", "end"), ("leaving", "gone")]
        return next((phase for phase, until in later if now < times[until]), "over")

    def rehearsal(self, event):
        """When the rehearsal that goes on now began, and when it ends."""
        kept = self.kept(event, "rehearsal")
        try:
            begun, ends = (datetime.fromisoformat(kept[name].replace("Z", "+00:00")).timestamp() for name in ("from", "until"))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return (begun, ends) if begun <= self.clock() < ends else None

    def kept(self, event, what):
        """What is kept of an event. Nothing, if it is of another one, or nobody understands it."""
        try:
            found = json.loads((self.folder / f"{event['name']}.{what}").read_text("utf-8"))
            return found if found["of"] == event["identity"] else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def is_in_room(self, address):
        """Whether an address is in the lecture room of an event that has room."""
        rooms = [event["room"] for event in self.with_room() if event["room"]]
        try:
            return any(ipaddress.ip_address(address) in ipaddress.ip_network(room) for room in rooms)
        except ValueError:
            return False
