"""Events on BinderHub: their quota, their link, the page for a projector, and how people's launches went.

The chart runs this text, after handlers.py, events.py and pages.py, in BinderHub's configuration file. Its last line, which the program adds, is
`event_pages(c, {...})`. All upstream sources: https://github.com/jupyterhub/binderhub/tree/b9fad995/binderhub
"""

import asyncio
import functools
import json
import os
import time
import urllib.parse
from datetime import datetime, timezone

import kubernetes.client
import kubernetes.config
from binderhub.app import BinderHub
from binderhub.base import BaseHandler
from binderhub.builder import BuildHandler
from binderhub.quota import LaunchQuotaExceeded, ServerQuotaCheck
from binderhub.ratelimit import RateLimiter
from tornado.log import app_log
from tornado.web import HTTPError
from traitlets.utils.importstring import import_item


def event_pages(c, settings):
    """Puts events before the quota and adds their pages, or ends the program: after another error, BinderHub would start with no configuration."""
    try:
        desk = EventDesk(Events(settings["folder"], settings["events"]), settings["map"], settings["label"])  # noqa: F821 - events.py
        usual = c.BinderHub.launch_quota_class if "launch_quota_class" in c.BinderHub else BinderHub.launch_quota_class.default_value
        usual = import_item(usual) if isinstance(usual, str) else usual
        quota = type("EventQuota", (EventQuota, usual), {"desk": desk})
        EventHandler.desk = desk
        count_event_launches(BuildHandler, desk)
        lift_limit_in_rooms(RateLimiter, desk.events)
        add_handler(BinderHub, (r"/event/([a-z0-9]+)(/board|/numbers)?", EventHandler))  # noqa: F821 - handlers.py
    except Exception as error:
        raise SystemExit(f"Events: {error!r}") from None
    c.BinderHub.launch_quota_class = quota


class EventQuota:
    """
    Stands before BinderHub's class of quotas, which is asked before a build and again before a launch (builder.py `BuildHandler.check_quota`). An event has its own
    number of servers, and of the hub's number keeps for itself what its people have not taken yet.
    """

    desk = None

    async def check_repo_quota(self, image_name, repo_config, repo_url):
        event = self.desk.events.of(repo_url)
        if event is not None:
            used, most = len(await self.desk.servers(event)), event["places"]
            if used >= most:
                self.desk.figures(event).refused += 1
                self.desk.keep_soon(event)
                message = f"All {most} places of {event['title']} are taken. Please tell those who run it."
                raise LaunchQuotaExceeded(message, quota=most, used=used, status="repo_quota")
            return ServerQuotaCheck(total=used, matching=used, quota=most)
        found = await super().check_repo_quota(image_name, repo_config, repo_url)
        if found is None or self.total_quota is None:
            return found
        kept = [max(0, one["people"] - len(await self.desk.servers(one))) for one in self.desk.events.with_room()]
        if found.total + sum(kept) >= self.total_quota:
            message = "Too many users on this BinderHub! The places that are left are kept for an event. Try again later."
            raise LaunchQuotaExceeded(message, quota=self.total_quota, used=found.total + sum(kept), status="pod_quota")
        return found


def lift_limit_in_rooms(limiter, events):
    """BinderHub limits the launches of programs by their address (base.py `check_rate_limit`). A lecture room may have one address for all."""
    usual = limiter.increment

    def increment(self, key):
        if events.is_in_room(key):
            return {"remaining": self.limit, "reset": int(self.time())}
        return usual(self, key)

    limiter.increment = increment


def count_event_launches(handlers, desk):
    """Counts launches, from the click to the server. BinderHub counts them too, but not by event, and forgets them when it is started anew."""
    usual = handlers.launch

    # With `wraps`, the gate of private repositories finds the usual one, which it knows (private-repositories/python/binder/start.py `changed_under_us`).
    @functools.wraps(usual)
    async def launch(handler, provider):
        event = desk.events.of(handler.repo_url)
        if event is None:
            return await usual(handler, provider)
        figures = desk.figures(event)
        figures.waiting += 1
        try:
            await usual(handler, provider)
        except LaunchQuotaExceeded:
            # It is counted where it is refused, which may be before a build.
            raise
        except Exception:
            figures.failed += 1
            raise
        else:
            figures.launched += 1
            figures.waits.append(round(handler.request.request_time(), 1))
        finally:
            figures.waiting -= 1
            desk.keep_soon(event)

    handlers.launch = launch


class Figures:
    """How launches of an event went. EventFigures in operate/hub/events/kept.ts."""

    told = {"launched": 0, "failed": 0, "refused": 0, "most": 0}

    def __init__(self, kept):
        self.waiting = self.seats = 0
        for name, usual in self.told.items():
            setattr(self, name, kept.get(name, usual))
        self.waits = list(kept.get("waits", []))

    def written(self):
        return {name: getattr(self, name) for name in (*self.told, "waits")}


class EventDesk:
    """What is known of events while they go on. The figures of a rehearsal are apart, and are not kept."""

    # Seconds for which a look at the cluster is good, and from a launch until its figures are written.
    fresh, soon = 2, 15

    def __init__(self, events, config_map, label):
        self.events, self.config_map, self.label = events, config_map, label
        self.known, self.looks, self.timers = {}, {}, {}

    def figures(self, event):
        rehearsal = self.events.rehearsal(event)
        # A rehearsal may be given more time. It is the same one if it began at the same moment.
        key = (event["name"], rehearsal and rehearsal[0])
        if key not in self.known:
            self.known[key] = Figures(self.events.kept(event, "figures") if rehearsal is None else {})
        return self.known[key]

    async def servers(self, event):
        """Whether each of the event's servers is ready. Many ask at the same moment, and one look serves them all."""
        name, now = event["name"], time.monotonic()
        since, look = self.looks.get(name, (0, None))
        if look is None or now > since + self.fresh:
            look = asyncio.get_running_loop().run_in_executor(None, self.list_servers, name)
            self.looks[name] = (now, look)
        try:
            return await asyncio.shield(look)
        except Exception:
            self.looks.pop(name, None)
            raise

    def list_servers(self, name):
        kubernetes.config.load_incluster_config()
        selector = f"component=singleuser-server,{self.label}={name}"
        answer = kubernetes.client.CoreV1Api().list_namespaced_pod(
            os.environ["BUILD_NAMESPACE"], label_selector=selector, _request_timeout=10, _preload_content=False
        )
        pods = json.loads(answer.read())["items"]
        alive = [pod for pod in pods if "deletionTimestamp" not in pod["metadata"]]
        return [any(one["type"] == "Ready" and one["status"] == "True" for one in pod["status"].get("conditions", [])) for pod in alive]

    async def numbers(self, event):
        """What the page for a projector shows: in a rehearsal, that. If the cluster does not answer, its servers are those of the last look."""
        figures = self.figures(event)
        try:
            figures.seats = sum(await self.servers(event))
        except Exception as error:
            app_log.warning("The servers of %s cannot be listed: %r", event["name"], error)
        if figures.seats > figures.most:
            figures.most = figures.seats
            self.keep_soon(event)
        counted = {"waiting": figures.waiting, **{name: getattr(figures, name) for name in figures.told}}
        rehearsal = self.events.rehearsal(event)
        start, end = rehearsal or (event["times"]["start"], event["times"]["end"])
        times = {"start": written_moment(start), "end": written_moment(end)}
        told = {name: event[name] for name in ("name", "people", "places", "startInWords")}
        prepared = "commit" in self.events.kept(event, "prepared")
        state = {"phase": "open" if rehearsal else self.events.phase(event), "rehearsal": rehearsal is not None, "prepared": prepared}
        return {**told, **times, **state, **counted, "seats": figures.seats, "now": written_moment(self.events.clock())}

    def keep_soon(self, event):
        if self.events.rehearsal(event) is None and event["name"] not in self.timers:
            loop = asyncio.get_running_loop()
            self.timers[event["name"]] = loop.call_later(self.soon, lambda: loop.create_task(self.keep(event)))

    async def keep(self, event):
        """Writes the figures where the job and the report read them. If that fails, the next launch writes them."""
        del self.timers[event["name"]]
        figures = self.figures(event)
        try:
            figures.most = max(figures.most, sum(await self.servers(event)))
            text = json.dumps({"of": event["identity"], **figures.written()})
            await asyncio.get_running_loop().run_in_executor(None, self.write, f"{event['name']}.figures", text)
        except Exception as error:
            app_log.warning("The figures of %s cannot be kept: %r", event["name"], error)

    def write(self, key, text):
        kubernetes.config.load_incluster_config()
        body = {"data": {key: text}}
        kubernetes.client.CoreV1Api().patch_namespaced_config_map(self.config_map, os.environ["BUILD_NAMESPACE"], body, _request_timeout=10)


class EventHandler(BaseHandler):
    """The link of an event leads to its launch until the end, at the commit that was prepared. Before and after, a page says when it is. Nobody logs in for that."""

    desk = None

    async def get(self, name, view):
        event = self.desk.events.named(name)
        if event is None:
            raise HTTPError(404, "There is no such event")
        self.set_header("Cache-Control", "no-store")
        path = f"{self.settings['base_url']}event/{name}"
        links = {"door": event["door"], "qr": event["qr"], "numbers": f"{path}/numbers", "launch": self.launch(event)}
        if view == "/numbers":
            self.write(await self.desk.numbers(event))
        elif view == "/board":
            self.write(event_board(event, await self.desk.numbers(event), links))  # noqa: F821 - pages.py
        elif self.desk.events.has_room(event) and self.desk.events.phase(event) != "leaving":
            self.redirect(links["launch"])
        else:
            self.write(event_door(event, await self.desk.numbers(event), links))  # noqa: F821 - pages.py

    def launch(self, event):
        ref = self.desk.events.kept(event, "prepared").get("commit") or event["launchRef"]
        opens = f"?urlpath={urllib.parse.quote(event['urlPath'], safe='/')}" if event["urlPath"] else ""
        return f"{self.settings['base_url']}{event['launch']}{ref}{opens}"


def written_moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
