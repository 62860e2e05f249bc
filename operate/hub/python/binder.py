"""Runs in BinderHub's pod, after api.py, with what BinderHub has. No secret leaves the pod: only what the others answered is printed."""

import base64
import json
import os
import re
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(Stay)


def ask(url, method="GET", headers=None, data=None):
    """Status, headers and the beginning of the text of an answer; status 0 and the reason if there is none."""
    request = urllib.request.Request(url, method=method, headers=headers or {}, data=data)
    try:
        with opener.open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read(4000).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read(4000).decode("utf-8", "replace")
    except Exception as error:
        return 0, {}, str(getattr(error, "reason", error))


def config():
    """What BinderHub goes by, of which nothing is secret."""
    traits = binder_values().get("config", {}).get("BinderHub", {})
    return {key: traits.get(key) for key in ["hub_url", "image_prefix", "auth_enabled", "use_registry"]}


def names(hosts):
    found = {}
    for host in hosts:
        try:
            found[host] = sorted({entry[4][0] for entry in socket.getaddrinfo(host, 443, socket.AF_INET)})
        except OSError as error:
            found[host] = str(error)
    return found


def hub():
    """Whether the hub takes BinderHub's token."""
    status, text = ask_hub("GET", "/user")  # noqa: F821 - api.py
    return {"status": status, "said": text[:200] if status != 200 else ""}


def github():
    """What GitHub says of the token, or of this address. @see https://docs.github.com/rest/rate-limit"""
    provider = binder_values().get("config", {}).get("GitHubRepoProvider", {})
    host = provider.get("hostname") or "github.com"
    base = provider.get("api_base_path") or ("https://api.github.com" if host == "github.com" else "https://{hostname}/api/v3")
    token = os.environ.get("GITHUB_ACCESS_TOKEN", "")
    headers = {"User-Agent": "BinderHub", "Accept": "application/json"}
    if token:
        headers["Authorization"] = "token " + token
    status, got, text = ask(base.format(hostname=host).rstrip("/") + "/rate_limit", headers=headers)
    core = {}
    try:
        core = json.loads(text)["resources"]["core"]
    except (ValueError, KeyError, TypeError):
        pass
    return {
        "token": bool(token),
        "status": status,
        "said": "" if status == 200 else text[:200],
        "scopes": got.get("X-OAuth-Scopes"),
        "ends": got.get("GitHub-Authentication-Token-Expiration"),
        "limit": core.get("limit"),
        "remaining": core.get("remaining"),
        "reset": core.get("reset"),
    }


def login_of(host):
    """The user and password in Docker's login for a host."""
    with open(os.path.join(os.environ.get("DOCKER_CONFIG", os.path.expanduser("~/.docker")), "config.json")) as file:
        auths = json.load(file).get("auths", {})
    for key, entry in auths.items():
        name = re.sub(r"^https?://", "", key).split("/")[0]
        if name == host or (name == "index.docker.io" and host == "registry-1.docker.io"):
            scheme = "http" if key.startswith("http://") else "https"
            return scheme, base64.b64decode(entry.get("auth", "")).decode()
    return "https", ""


def registry():
    """
    Begins to push a layer, and takes it back: nothing is left in the registry.
    @see https://distribution.github.io/distribution/spec/api/#starting-an-upload and /spec/auth/token/
    """
    prefix = binder_values()["config"]["BinderHub"].get("image_prefix", "")
    first, _, rest = prefix.partition("/")
    known = "." in first or ":" in first
    host, name = (first, rest) if known else ("registry-1.docker.io", prefix)
    scheme, login = login_of(host)
    url = f"{scheme}://{host}/v2/{name}check/blobs/uploads/"
    basic = {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()} if login else {}
    status, headers, text = ask(url, "POST", data=b"")
    used = {}
    if status == 401:
        challenge = headers.get("WWW-Authenticate", "")
        fields = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
        if challenge.lower().startswith("bearer"):
            query = urllib.parse.urlencode({"service": fields.get("service", ""), "scope": f"repository:{name}check:pull,push"})
            status, _, text = ask(f"{fields['realm']}?{query}", headers=basic)
            if status != 200:
                return {"host": host, "step": "login", "status": status, "said": text[:200]}
            given = json.loads(text)
            used = {"Authorization": "Bearer " + (given.get("token") or given.get("access_token") or "")}
        else:
            used = basic
        status, headers, text = ask(url, "POST", headers=used, data=b"")
    if status == 202 and headers.get("Location"):
        ask(urllib.parse.urljoin(url, headers["Location"]), "DELETE", headers=used)
    return {"host": host, "step": "push", "status": status, "said": "" if status == 202 else text[:200]}


asked = {"config": config, "hub": hub, "github": github, "registry": registry}
wish = json.loads(sys.argv[1])
found = {"time": time.time(), "names": names(wish["names"])}
for part in wish["parts"]:
    try:
        found[part] = asked[part]()
    except Exception as error:
        found[part] = {"error": f"{type(error).__name__}: {error}"}
print(json.dumps(found))
