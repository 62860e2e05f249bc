"""A closed BinderHub: it launches nothing new, and its pages say why.

The chart runs this text, after message.py, in BinderHub's configuration file. Its last line, which the program adds, is `closing(c, {...})`.
All upstream sources: https://github.com/jupyterhub/binderhub/tree/b9fad995/binderhub
"""

import html
import json  # noqa: F401 - for the last line

from binderhub.app import BinderHub
from binderhub.base import BaseHandler
from binderhub.quota import LaunchQuotaExceeded
from traitlets.utils.importstring import import_item


def closing(c, settings):
    """Puts the message before the quota and into the banner, or ends the program: after another error, BinderHub would start with no configuration."""
    try:
        file = settings["file"]
        usual = c.BinderHub.launch_quota_class if "launch_quota_class" in c.BinderHub else BinderHub.launch_quota_class.default_value
        usual = import_item(usual) if isinstance(usual, str) else usual
        quota = type("ClosableQuota", (ClosableQuota, usual), {"closed_file": file})
        show_closed_banner(BaseHandler, file)
    except Exception as error:
        raise SystemExit(f"Closing: {error!r}") from None
    c.BinderHub.launch_quota_class = quota


class ClosableQuota:
    """Stands before BinderHub's class of quotas, which is asked before a build and again before a launch (builder.py `BuildHandler.check_quota`)."""

    closed_file = ""

    async def check_repo_quota(self, *args, **kwargs):
        message = closed_message(self.closed_file)  # noqa: F821 - message.py
        if message:
            raise LaunchQuotaExceeded(message, quota=0, used=0, status="closed")
        return await super().check_repo_quota(*args, **kwargs)


def show_closed_banner(handlers, file):
    """Every page reads the banner from the application's settings (base.py `template_namespace`, main.py `UIHandler.get`)."""
    prepare = handlers.prepare

    def prepare_with_banner(handler):
        settings = handler.settings
        usual = settings.setdefault("banner_message_when_open", settings["banner_message"])
        message = html.escape(closed_message(file))  # noqa: F821 - message.py
        settings["banner_message"] = "<br>".join(part for part in (f"<strong>{message}</strong>", usual) if part) if message else usual
        return prepare(handler)

    handlers.prepare = prepare_with_banner
