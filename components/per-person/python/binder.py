"""Hours per week on the Binder page: whoever has used up theirs reads it at once, before anything is built. The hub refuses their start anyway (server.py).

The chart runs this text in BinderHub's configuration file. Its last line, which the program adds, is `hours_before_builds(c, {...})`.
All upstream sources: https://github.com/jupyterhub/binderhub/tree/b9fad995/binderhub
"""

import contextlib
import contextvars
import functools
import json
import urllib.parse

from binderhub.app import BinderHub
from binderhub.builder import BuildHandler
from binderhub.quota import LaunchQuotaExceeded
from binderhub.utils import url_path_join
from tornado.httpclient import AsyncHTTPClient
from tornado.log import app_log
from traitlets.utils.importstring import import_item


def hours_before_builds(c, _settings):
    """Puts the hours before the quota, or ends the program: after another error, BinderHub would start with no configuration."""
    try:
        usual = c.BinderHub.launch_quota_class if "launch_quota_class" in c.BinderHub else BinderHub.launch_quota_class.default_value
        usual = import_item(usual) if isinstance(usual, str) else usual
        quota = type("HoursQuota", (HoursQuota, usual), {})
        remember_who_asks(BuildHandler, quota.asks)
    except Exception as error:
        raise SystemExit(f"Hours: {error!r}") from None
    c.BinderHub.launch_quota_class = quota


def remember_who_asks(handlers, asks):
    """BinderHub does not tell its quota who wants to launch."""
    usual = handlers.check_quota

    # With `wraps`, the gate of private repositories finds the usual one, which it knows (private-repositories/python/binder/start.py `changed_under_us`).
    @functools.wraps(usual)
    async def check_quota(handler, provider):
        asks.set(handler)
        return await usual(handler, provider)

    handlers.check_quota = check_quota


class HoursQuota:
    """Stands before BinderHub's class of quotas, which is asked before a build and again before a launch (builder.py `BuildHandler.check_quota`)."""

    # Each request has one of its own: tornado handles it in a task (tornado web.py `_HandlerDelegate.execute`).
    asks = contextvars.ContextVar("asks")
    seconds = 10

    async def check_repo_quota(self, *args, **kwargs):
        message = await self.used_up()
        if message:
            raise LaunchQuotaExceeded(message, quota=0, used=0, status="hours")
        return await super().check_repo_quota(*args, **kwargs)

    async def used_up(self):
        """What the hub (page.py) says to a person who has used up their hours. If it says nothing, the launch goes on."""
        try:
            handler = self.asks.get()
            hub, name = handler.hub_auth, urllib.parse.quote(handler.current_user["name"], safe="")
            address, headers = url_path_join(hub.api_url, "hours", name), {"Authorization": f"token {hub.api_token}"}
            # BinderHub's own client asks nothing new while ten launches go on: tornado's `max_clients`.
            with contextlib.closing(AsyncHTTPClient(force_instance=True)) as client:
                answer = await client.fetch(address, headers=headers, request_timeout=self.seconds)
            return json.loads(answer.body)["refusal"]
        except Exception as error:
            app_log.warning("The hub does not say whether there are hours left: %r", error)
            return None
