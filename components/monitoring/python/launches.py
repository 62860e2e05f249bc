"""How each launch ended: as numbers, and as a line of JSON for each.

BinderHub's own numbers (`binderhub_launch_count`) carry the addresses of repositories and leave out what ended before a server was asked for; its own
event log names no person and tells of no failure. All upstream sources: https://github.com/jupyterhub/binderhub/tree/b9fad995/binderhub
"""

import datetime
import hashlib
import hmac
import json
import re
import sys
import time
import urllib.parse

from binderhub.builder import BUILD_TIME, LAUNCH_TIME
from binderhub.quota import LaunchQuotaExceeded
from binderhub.repoproviders import GITHUB_RATE_LIMIT
from prometheus_client import Counter, Histogram
from tornado.log import app_log

# Every way in which a launch ends. docs/monitoring.md says what each of them means.
OUTCOMES = ("success", "build_failure", "push_failure", "launch_failure", "quota", "closed", "rate_limited", "refused", "error", "left")
BUILDING = {"waiting", "fetching", "building", "pushing", "unknown"}
# The last words of a build: Docker's own builder, and BuildKit (moby daemon/builder and exporter/containerimage).
BUILT = re.compile(r"^Successfully tagged |naming to \S+( \S+)* done", re.MULTILINE)
# What stands in the place of the address of a repository that is not known to be public: private-repositories/python/binder/providers.py `OPAQUE`.
PRIVATE = "https://private.invalid/"


class Launches:
    """The launches of this BinderHub since it started."""

    def __init__(self, settings, environment):
        # Taken out of the environment: programs that BinderHub starts have no use for it.
        self.key, self.programs = environment.pop("LAUNCH_RECORD_KEY", ""), tuple(settings["programs"])
        self.ended = Counter("binderhub_launch_end", "Launches by how they ended", ["outcome", "by"])
        self.waited = Histogram(
            "binderhub_launch_wait_seconds",
            "Time from the click to a server, of launches that ended well",
            ["built", "by"],
            buckets=(2, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800, float("inf")),
        )
        # A number that begins at its first event shows no rise. So each begins at 0, BinderHub's own as well.
        for by in ("people", "check"):
            for outcome in OUTCOMES:
                self.ended.labels(outcome, by)
            for built in ("true", "false"):
                self.waited.labels(built, by)
        for status in ("success", "failure"):
            BUILD_TIME.labels(status=status)
        for status, retries in (("success", 0), ("retry", -1), ("failure", -1)):
            LAUNCH_TIME.labels(status=status, retries=retries)
        # Until GitHub was asked, nobody knows how often it may be asked.
        GITHUB_RATE_LIMIT.set(float("nan"))

    def watch(self, handlers):
        """Looks on while BinderHub tells people how their launch goes."""
        emit, send_error, on_finish = handlers.emit, handlers.send_error, handlers.on_finish

        async def emit_and_see(handler, data):
            self.see(handler, data)
            return await emit(handler, data)

        def send_error_and_end(handler, status_code, **kwargs):
            self.end(handler, status=status_code)
            return send_error(handler, status_code, **kwargs)

        def on_finish_and_end(handler):
            self.end(handler, outcome="left")
            return on_finish(handler)

        handlers.emit, handlers.send_error, handlers.on_finish = emit_and_see, send_error_and_end, on_finish_and_end

    def see(self, handler, data):
        """An event on its way to the person. Of a build's log, it is JSON already (builder.py `BuildHandler.get`)."""
        try:
            event = json.loads(data) if isinstance(data, str) else data
            phase, message = event.get("phase"), str(event.get("message"))
        except ValueError:
            return
        if BUILT.search(message):
            # A registry that refuses at once lets no push begin.
            seen_by(handler).setdefault("pushing", time.time())
        if phase == "ready":
            self.end(handler, outcome="success")
        elif phase in ("failed", "failure"):
            self.end(handler)
        elif isinstance(phase, str):
            seen_by(handler).setdefault(phase, time.time())

    def end(self, handler, outcome=None, status=None):
        """Counts and records a launch, once. Whatever goes wrong in it, the launch goes on."""
        seen = seen_by(handler)
        if "end" in seen:
            return
        seen["end"] = time.time()
        try:
            # BinderHub tells people of an error while it handles it.
            outcome = outcome or outcome_of(seen, sys.exc_info()[1], status)
            person = handler.current_user if handler.settings["auth_enabled"] else None
            name = person.get("name") if isinstance(person, dict) else None
            by = "check" if (name or handler.request.headers.get("User-Agent", "")).startswith(self.programs) else "people"
            built, seconds = bool(BUILDING & seen.keys()), handler.request.request_time()
            self.ended.labels(outcome, by).inc()
            if outcome == "success":
                self.waited.labels(str(built).lower(), by).observe(seconds)
            if self.key:
                record = {"person": self.hidden(name), "by": by, "outcome": outcome, "seconds": round(seconds, 1), "built": built, **repository_of(handler)}
                now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
                print(json.dumps({"timestamp": now, "schema": "binderhub-azure/launch", "version": 1, **record}), flush=True)
        except Exception:
            app_log.exception("A launch could not be recorded")

    def hidden(self, name):
        """The same for the same person, and nobody can tell the person from it who does not have the key."""
        return name and hmac.new(self.key.encode(), name.encode(), hashlib.sha256).hexdigest()[:16]


def seen_by(handler):
    """What a handler has told its person: each phase, and when it began."""
    return handler.__dict__.setdefault("launch_phases", {})


def outcome_of(seen, error, status):
    """How a launch ended that did not end well."""
    if isinstance(error, LaunchQuotaExceeded):
        # Whose hours are used up may not (per-person/python/binder.py). It is no limit of the hub.
        return {"closed": "closed", "hours": "refused"}.get(error.status, "quota")
    # The person has a server already (launcher.py `Launcher.launch`), or may not read a private repository (`Refused` of its gate).
    if status == 409 or type(error).__name__ == "Refused":
        return "refused"
    if "launching" in seen:
        return "launch_failure"
    if BUILDING & seen.keys():
        return "push_failure" if "pushing" in seen else "build_failure"
    if status is None:
        # What asks for the commit met an error, or there is no such commit.
        return "refused" if error is None else "error"
    return "rate_limited" if status == 429 else "refused" if status < 500 else "error"


def repository_of(handler):
    """Which repository, where it is known to be public. An address may carry a name and a password."""
    # BinderHub sets it once the commit is found. A link that leads nowhere may name a private repository.
    image = getattr(handler, "image_name", None)
    if image is None:
        return {"provider": None, "repository": None, "ref": None}
    labels = handler.repo_metric_labels
    if labels["repo"].startswith(PRIVATE):
        return {"provider": labels["provider"], "repository": "private", "ref": None}
    where = urllib.parse.urlsplit(labels["repo"])
    plain = where._replace(netloc=where.netloc.rpartition("@")[2], query="", fragment="").geturl()
    return {"provider": labels["provider"], "repository": plain, "ref": image.rpartition(":")[2]}
