"""A closed JupyterHub: where people log in, they can also start a server on JupyterHub's own page or through its API.

The chart runs this text, after message.py, in JupyterHub's configuration file, after it has set its spawner. Its last line, which the program adds, is
`closing(c, {...})`.
"""

import json  # noqa: F401 - for the last line

from tornado.web import HTTPError
from traitlets.utils.importstring import import_item


def closing(c, settings):
    """Puts the message before the spawner, or ends the program."""
    try:
        usual = c.JupyterHub.spawner_class
        usual = import_item(usual) if isinstance(usual, str) else usual
        spawner = type("ClosableSpawner", (Closable, usual), {"closed_file": settings["file"]})
    except Exception as error:
        raise SystemExit(f"Closing: {error!r}") from None
    c.JupyterHub.spawner_class = spawner


class Closable:
    """Stands before the spawner. Servers that run go on: nothing but a start is refused."""

    closed_file = ""

    def start(self):
        message = closed_message(self.closed_file)  # noqa: F821 - message.py
        return self.refuse_closed(message) if message else super().start()

    async def refuse_closed(self, message):
        """Fails a turn of the event loop later: the reason of a start that fails at once is lost."""
        # The hub ends itself after a number of failures, of which this is none (handlers/base.py `_track_failure_count`). It adds one.
        settings = self.handler.settings
        settings["failure_count"] = settings.get("failure_count", 0) - 1
        error = HTTPError(503, message)
        error.jupyterhub_message = message
        raise error
