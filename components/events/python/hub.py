"""Servers of an event, while it has room: they have what the event gives each person, their place is on its nodes, and nobody ends them for being idle.

A person may start a server through JupyterHub's API, and then says themselves which repository it is of (`user_options`). So an event has room for a server only if
BinderHub asked for it.

The chart runs this text, after events.py, in JupyterHub's configuration file, after it has set its spawner. Its last line, which the program adds, is
`event_servers(c, {...})`.
"""

import copy
import json  # noqa: F401 - for the last line
from datetime import datetime, timedelta, timezone

from jupyterhub import orm
from jupyterhub.app import JupyterHub
from jupyterhub.proxy import ConfigurableHTTPProxy
from traitlets.utils.importstring import import_item


def event_servers(c, settings):
    """Puts events before the spawner and before the proxy, or ends the program."""
    try:
        events = Events(settings["folder"], settings["events"])  # noqa: F821 - events.py
        usual = c.JupyterHub.spawner_class
        usual = import_item(usual) if isinstance(usual, str) else usual
        missing = sorted({name for event in events.every for name in (*event["set"], *event["add"]) if not hasattr(usual, name)})
        if missing:
            raise ValueError(f"{usual.__name__} has no {', '.join(missing)}: KubeSpawner 7 is needed")
        spawner = type("EventSpawner", (EventServer, usual), {"known_events": events})
        named = c.JupyterHub.get("proxy_class", ConfigurableHTTPProxy)
        below = JupyterHub.class_traits()["proxy_class"].validate(JupyterHub, named)
        proxy = type("EventProxy", (EventProxy, below), {"known_events": events})
    except Exception as error:
        raise SystemExit(f"Events: {error!r}") from None
    c.JupyterHub.spawner_class, c.JupyterHub.proxy_class = spawner, proxy


class EventServer:
    """Stands before the spawner. Which event a server is of is decided when it starts, and stays until it is stopped."""

    # KubeSpawner has `events` of its own: those of a pod.
    known_events, event = None, None

    def start(self):
        asks = getattr(self.handler, "current_user", None)
        is_binder = isinstance(asks, orm.Service) and asks.name == "binder"
        self.event = self.known_events.of(self.user_options.get("repo_url")) if is_binder else None
        return super().start()

    def chosen_size(self):
        """Sizes (../../sizes/python/sizes.py) leave a server of an event alone."""
        return None if self.event else super().chosen_size()

    async def get_pod_manifest(self):
        """Nothing else reads what is set here. So it is there for this moment alone, and the next start finds the usual."""
        if self.event is None:
            return await super().get_pod_manifest()
        names = {*self.event["set"], *self.event["add"]}
        usual = {name: copy.deepcopy(getattr(self, name)) for name in names}
        try:
            for name, value in self.event["set"].items():
                setattr(self, name, value)
            for name, more in self.event["add"].items():
                setattr(self, name, self.with_more(usual[name], copy.deepcopy(more)))
            return await super().get_pod_manifest()
        finally:
            for name, value in usual.items():
                setattr(self, name, value)

    @staticmethod
    def with_more(usual, more):
        if isinstance(more, dict):
            return {**usual, **more}
        return [*(usual.values() if isinstance(usual, dict) else usual), *more]

    def get_state(self):
        """A hub that is started anew still knows whose server it is."""
        return {**super().get_state(), **({"event": self.event["identity"]} if self.event else {})}

    def load_state(self, state):
        super().load_state(state)
        self.event = next((event for event in self.known_events.every if event["identity"] == state.get("event")), None)

    def clear_state(self):
        super().clear_state()
        self.event = None


class EventProxy:
    """
    Stands before the hub's proxy, which tells when each server was last used. The hub reads it time and again (the chart's `last_activity_interval`), and the idle culler
    goes by that. So each time says that a server is in use until the next.
    """

    known_events = None

    async def get_all_routes(self, *args, **kwargs):
        routes = await super().get_all_routes(*args, **kwargs)
        next_look = datetime.now(timezone.utc) + timedelta(seconds=self.app.last_activity_interval)
        for data in (route["data"] for route in routes.values()):
            if {"user", "server_name"} <= set(data) and self.stays(data["user"], data["server_name"]):
                data["last_activity"] = next_look.isoformat()
        return routes

    def stays(self, user_name, server_name):
        try:
            event = self.app.users[user_name].spawners[server_name].event
        except (KeyError, AttributeError):
            return False
        return event is not None and self.known_events.has_room(event)
