"""Where people see their hours: a page, and a line on JupyterHub's home that leads to it. And where BinderHub asks for them. It runs after hours.py."""

import sqlite3

from jupyterhub.apihandlers.base import APIHandler
from jupyterhub.handlers.base import BaseHandler
from jupyterhub.orm import Service
from tornado.web import HTTPError, authenticated
from traitlets.config import LazyConfigValue


class HoursPage(BaseHandler):
    """The page `hub/hours`. It takes no tokens, only people who are logged in."""

    week_hours = None
    page = """{% extends "page.html" %}
{% block title %}Hours of servers{% endblock title %}
{% block main %}
<div class="container">
  <h1>Hours of servers</h1>
  <p>{{ allowed }} hours a week for each person; administrators have no limit. Weeks begin on Monday, 00:00 UTC.</p>
  <table class="table text-break">
    <thead><tr><th scope="col">Person</th><th scope="col">Hours this week</th><th scope="col">Hours last week</th></tr></thead>
    <tbody>
    {% for name, this, last in rows %}
    <tr><td>{{ name }}</td><td>{{ this }}</td><td>{{ last }}</td></tr>
    {% endfor %}
    </tbody>
  </table>
</div>
{% endblock main %}"""

    @authenticated
    async def get(self):
        me, hours = self.current_user, self.week_hours
        try:
            used = {me.name: (0, 0), **hours.used(None if me.admin else me.name)}
        except sqlite3.Error:
            self.log.exception("The hours of people cannot be read")
            raise HTTPError(503, "The hours cannot be read now. Try again in a minute.") from None
        rows = [(name, *map(hours.in_hours, both)) for name, both in sorted(used.items())]
        # As `BaseHandler.render_template` does with a template that has a file.
        shown = {**self.template_namespace, "xsrf_token": self.xsrf_token.decode("ascii"), "rows": rows, "allowed": hours.in_hours(hours.allowed)}
        self.finish(await self.settings["jinja2_env"].from_string(self.page).render_async(**shown))


class HoursAnswer(APIHandler):
    """Tells BinderHub, and nobody else, why a person may start no server now. BinderHub reaches whatever is below `hub/api`: it asks there for the person too."""

    week_hours = None

    def get(self, name):
        asks = self.current_user
        if not isinstance(asks, Service) or asks.name != "binder":
            raise HTTPError(403, "Only BinderHub may ask for people's hours")
        # A service may launch too, and there is perhaps no user of its name.
        user = self.find_user(name)
        self.write({"refusal": self.week_hours.refusal(user) if user else None})


def with_line_on_home(variables, hours):
    """
    Variables of templates, with a line of a person's own hours before what `hub/home` announces anyway.
    https://github.com/jupyterhub/jupyterhub/blob/5.4.6/share/jupyterhub/templates/home.html `announcement_home`
    """
    usual = variables.get_value({}) if isinstance(variables, LazyConfigValue) else variables

    def line(user):
        """JupyterHub asks for each page that it shows, also where nobody is logged in."""
        before = usual.get("announcement_home", usual.get("announcement"))
        parts = [line_of(user, hours), before(user) if callable(before) else before]
        return "<br>".join(part for part in parts if part) or None

    return {**usual, "announcement_home": line}


def line_of(user, hours):
    if getattr(user, "kind", None) != "user":
        return None
    try:
        used = hours.in_hours(hours.used_this_week(user))
    except sqlite3.Error:
        return None
    whose = "Everybody's hours" if user.admin else "All your hours"
    most = "" if user.admin else f" of {hours.in_hours(hours.allowed)}"
    return f'You have used {used}{most} hours this week. <a href="hours">{whose}</a>'
