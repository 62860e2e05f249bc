"""Hours per week: how long people's servers have run since Monday, 00:00 UTC, and no start once a person's hours are used up.

The chart runs this text, after hours.py, server.py and page.py, in JupyterHub's configuration file, after it has set its spawner. Its last line, which the
program adds, is `hours_per_week(c, {...})`.
"""

import json  # noqa: F401 - for the last line
import time

from jupyterhub.auth import Authenticator
from traitlets.utils.importstring import import_item


def hours_per_week(c, settings, clock=time.time):
    """Puts the hours before the spawner, or ends the program. `clock` gives seconds since 1970."""
    try:
        usual = c.JupyterHub.spawner_class
        usual = import_item(usual) if isinstance(usual, str) else usual
        hours = WeekHours(clock=clock, **settings)  # noqa: F821 - hours.py
        # Of what a configuration holds, the hub takes copies. Of classes, it takes themselves.
        spawner = type("HoursSpawner", (CountedServer, usual), {"week_hours": hours})  # noqa: F821 - server.py
        # A handler needs the name of its module, which a class of `type` has not here: the hub counts requests by it.
        page, answer = HoursPage, HoursAnswer  # noqa: F821 - page.py
        page.week_hours = answer.week_hours = hours
        variables = with_line_on_home(c.JupyterHub.template_vars, hours)  # noqa: F821 - page.py
    except Exception as error:
        raise SystemExit(f"Hours: {error!r}") from None
    c.JupyterHub.spawner_class = spawner
    # Deprecated since JupyterHub 3.1, without a plan to remove it. What it advises instead, a service, is a further process, which asks this one.
    # https://github.com/jupyterhub/jupyterhub/pull/4236
    c.JupyterHub.extra_handlers.extend([(r"/hours", page), (r"/api/hours/([^/]+)", answer)])
    c.JupyterHub.template_vars = variables
    let_nobody_in_uncounted(Authenticator, hours)
    hours.tick_on()


def let_nobody_in_uncounted(authenticator, hours):
    """The program makes its own users through the API. Whoever could log in with such a name would have no limit. `blocked_users` holds whole names only."""
    usual = authenticator.check_blocked_users
    authenticator.check_blocked_users = lambda login, name, authentication=None: hours.is_counted(name) and usual(login, name, authentication)
