"""Runs in BinderHub's pod, after api.py: makes users, stops their servers and removes them, as BinderHub may."""

import concurrent.futures
import datetime
import re
import sys
import time
import urllib.parse


def path(name):
    return "/users/" + urllib.parse.quote(name, safe="")


def servers_of(name):
    status, said = ask_hub("GET", path(name))  # noqa: F821 - api.py
    return (json.loads(said).get("servers") or {}) if status == 200 else {}  # noqa: F821


def stop_all(name):
    """Asks for the end of all servers of a user. @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/apihandlers/users.py `UserServerAPIHandler.delete`"""
    servers = servers_of(name)
    for server in servers:
        ask_hub("DELETE", f"{path(name)}/servers/{urllib.parse.quote(server, safe='')}", {"remove": True} if server else None)  # noqa: F821
    return len(servers)


def make(*names):
    status, said = ask_hub("POST", "/users", {"usernames": names})  # noqa: F821
    if status != 201:
        sys.exit(f"the hub answered {status} to the wish for users: {said}")


def ensure(name):
    status, said = ask_hub("POST", path(name))  # noqa: F821
    if status not in (201, 409):
        sys.exit(f"the hub answered {status} to the wish for a user: {said}")


def since(name):
    """When the first of a user's servers was started."""
    return min([server["started"] for server in servers_of(name).values() if server.get("started")], default=None)


def stop(name):
    end = time.monotonic() + 30
    while stop_all(name) > 0:
        if time.monotonic() > end:
            sys.exit("the server did not stop within half a minute")
        time.sleep(0.5)


def remove_one(name):
    """
    A server is stopped first: a hub deletes no user who has one that is being started, or that has a name.
    @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/apihandlers/users.py `UserAPIHandler.delete`
    """
    status, end = 0, time.monotonic() + 90
    while time.monotonic() < end:
        stop_all(name)
        status, _ = ask_hub("DELETE", path(name))  # noqa: F821
        if status in (204, 404):
            return None
        time.sleep(1)
    return f"{name} (the hub answered {status})"


def remove(*names):
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        return [left for left in pool.map(remove_one, names) if left]


def strays(begin, seconds):
    """Users whom BinderHub made for launches that failed, by the beginning of their names and their age."""
    time.sleep(12)
    now, everybody = datetime.datetime.now(datetime.timezone.utc), []
    while len(page := json.loads(ask_hub("GET", f"/users?limit=50&offset={len(everybody)}")[1])) > 0:  # noqa: F821
        everybody += page
    for user in everybody:
        age = (now - datetime.datetime.fromisoformat(user["created"].replace("Z", "+00:00"))).total_seconds()
        idle = not user["server"] and not user["pending"]
        if re.fullmatch(re.escape(begin) + "-[a-z0-9]{8}", user["name"]) and idle and 10 < age < float(seconds) + 30:
            ask_hub("DELETE", path(user["name"]))  # noqa: F821


verbs = {"make": make, "ensure": ensure, "since": since, "stop": stop, "remove": remove, "strays": strays}
print(json.dumps(verbs[sys.argv[1]](*sys.argv[2:])))  # noqa: F821
