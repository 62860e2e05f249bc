"""A JupyterHub that sleeps: where people log in, they can also start a server on JupyterHub's own page or through its API.

The chart runs this text, after operate/python/message.py and closing_hub.py, and asleep.py, in JupyterHub's configuration file, after it has set its spawner.
Its last line, which the program adds, is `sleeping(c, {...})`.
"""

import json  # noqa: F401 - for the last line

from jupyterhub.orm import Service
from traitlets.utils.importstring import import_item


def sleeping(c, settings):
    """Puts the schedule before the spawner, or ends the program."""
    try:
        usual_class = c.JupyterHub.spawner_class
        usual_class = import_item(usual_class) if isinstance(usual_class, str) else usual_class
        spawner = type("SleepingSpawner", (Sleeping, usual_class), {"sleep": Sleep(settings["folder"])})  # noqa: F821 - asleep.py
    except Exception as error:
        raise SystemExit(f"Schedule: {error!r}") from None
    c.JupyterHub.spawner_class = spawner


class Sleeping(Closable):  # noqa: F821 - closing_hub.py
    """Stands before the spawner. Servers that run go on: nothing but a start is refused."""

    sleep = None

    def start(self):
        # BinderHub has asked the schedule already. It knows of a click before the folder of this pod does.
        asked = self.handler.current_user if self.handler else None
        message = "" if isinstance(asked, Service) and asked.name == "binder" else self.sleep.message()
        return self.refuse_closed(message) if message else super().start()
