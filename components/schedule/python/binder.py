"""A BinderHub that sleeps: its page says when it opens, and a click may wake it.

The chart runs this text, after operate/python/message.py and closing.py, chart/python/handlers.py, asleep.py, page.py and numbers.py, in BinderHub's configuration file. Its last line,
which the program adds, is `sleeping(c, {...})`. All upstream sources: https://github.com/jupyterhub/binderhub/tree/b9fad995/binderhub
"""

import asyncio
import datetime
import json
import os
import urllib.parse

import kubernetes.client
import kubernetes.config
from binderhub.app import BinderHub
from binderhub.base import BaseHandler
from binderhub.main import UIHandler
from binderhub.quota import LaunchQuotaExceeded
from prometheus_client import REGISTRY
from tornado.log import app_log
from tornado.web import HTTPError, authenticated
from traitlets.utils.importstring import import_item


def sleeping(c, settings):
    """Puts the schedule before the quota and before the pages, or ends the program: after another error, BinderHub would start with no configuration."""
    try:
        sleep = Sleep(settings["folder"])  # noqa: F821 - asleep.py
        usual = c.BinderHub.launch_quota_class if "launch_quota_class" in c.BinderHub else BinderHub.launch_quota_class.default_value
        usual = import_item(usual) if isinstance(usual, str) else usual
        quota = type("SleepingQuota", (SleepingQuota, usual), {"sleep": sleep})
        WakeHandler.sleep, WakeHandler.settings_of_sleep = sleep, settings
        show_asleep_page(UIHandler, sleep, settings["closed"])
        add_handler(BinderHub, (r"/wake", WakeHandler))  # noqa: F821 - handlers.py
        REGISTRY.register(SleepNumbers(sleep))  # noqa: F821 - numbers.py
    except Exception as error:
        raise SystemExit(f"Schedule: {error!r}") from None
    c.BinderHub.launch_quota_class = quota


class SleepingQuota:
    """Stands before BinderHub's class of quotas, which is asked before a build and again before a launch (builder.py `BuildHandler.check_quota`)."""

    sleep = None

    async def check_repo_quota(self, *args, **kwargs):
        message = self.sleep.message()
        if message:
            raise LaunchQuotaExceeded(message, quota=0, used=0, status="closed")
        return await super().check_repo_quota(*args, **kwargs)


def show_asleep_page(handlers, sleep, closed_file):
    """In place of BinderHub's one page (main.py `UIHandler.get`), which asks for a login before. Who closed the hub by hand has the first word."""
    render = handlers.render_template

    def render_asleep(handler, name, **ns):
        wake = handler.settings["base_url"] + "wake"
        config, state, waking = ns.get("page_config", {}), sleep.asleep(), sleep.waking()
        if state is not None and not closed_message(closed_file):  # noqa: F821 - message.py
            form = f'<input type="hidden" name="_xsrf" value="{handler.xsrf_token.decode("ascii")}">' if handler.settings["auth_enabled"] else ""
            handler.set_header("Cache-Control", "no-store")
            logo, banner = config.get("logoUrl", ""), config.get("bannerHtml") or ""
            handler.write(asleep_page(state, usual(state), wake, handler.request.uri, logo, form, banner))  # noqa: F821 - page.py, asleep.py
            return
        if waking is not None and "page_config" in ns:
            banner = "<br>".join(part for part in (waking_banner(*waking), config.get("bannerHtml")) if part)  # noqa: F821 - page.py
            ns["page_config"] = {**config, "bannerHtml": banner}
            ns["extra_footer_scripts"] = {**ns.get("extra_footer_scripts", {}), "zz-hub-wakes": waking_script(wake)}  # noqa: F821 - page.py
        render(handler, name, **ns)

    handlers.render_template = render_asleep


class WakeHandler(BaseHandler):
    """GET says whether the hub sleeps. POST wakes it: a click of a person on the page of this hub, and nothing else."""

    sleep, settings_of_sleep = None, {}

    def get(self):
        waking = self.sleep.waking()
        self.set_header("Cache-Control", "no-store")
        text = "A first machine is ready." if waking is None else f"This hub is waking up, since {minutes(waking[0])}. The first machine takes about {minutes(waking[1])}."  # noqa: F821 - page.py
        self.write({"asleep": self.sleep.asleep() is not None, "waking": waking is not None, "text": text})

    @authenticated
    async def post(self):
        # Every browser says which page sent a form. A link, a picture or a form on another site wakes nobody. https://fetch.spec.whatwg.org/#origin-header
        sender = urllib.parse.urlsplit(self.request.headers.get("Origin", "")).netloc
        if sender != self.request.host:
            raise HTTPError(403, "Only the page of this hub can wake it")
        if self.settings_of_sleep["wakeOnVisit"] is not True:
            raise HTTPError(403, "This hub opens by its schedule only")
        if self.sleep.asleep() is not None:
            now = datetime.datetime.now(datetime.timezone.utc)
            visit = {"at": written(now), "until": written(now + datetime.timedelta(minutes=self.settings_of_sleep["awakeMinutes"]))}
            try:
                await asyncio.get_running_loop().run_in_executor(None, keep_visit, self.settings_of_sleep["map"], visit)
            except Exception:
                app_log.exception("The hub could not be woken")
                raise HTTPError(503, "This hub could not be woken. Please tell those who run it") from None
            self.sleep.wake(visit)
            app_log.info("A visitor woke the hub until %s", visit["until"])
        self.redirect(back_to(self.get_body_argument("next", ""), self.settings["base_url"]), status=303)


def keep_visit(name, visit):
    """Writes who woke the hub where the job reads it. Two at a time do no harm: they write almost the same."""
    kubernetes.config.load_incluster_config()
    body = {"data": {"visit": json.dumps(visit)}}
    kubernetes.client.CoreV1Api().patch_namespaced_config_map(name, os.environ["BUILD_NAMESPACE"], body, _request_timeout=10)


def written(moment):
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def back_to(path, base):
    """A page of this hub, or its first page: never another site. Browsers leave out tabs and line ends: "/", a tab and "/host" is another site. https://url.spec.whatwg.org/#url-parsing"""
    return path if path.startswith(base) and not path.startswith("//") and "\\" not in path and path.isprintable() else base
