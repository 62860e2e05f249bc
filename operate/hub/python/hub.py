"""Runs in the hub's pod: whether the login provider knows the OAuth app, and where the database is. No secret leaves the pod."""

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import yaml


def values():
    found = {}
    for name in ["/usr/local/etc/jupyterhub/secret/values.yaml", "/usr/local/etc/jupyterhub/existing-secret/values.yaml"]:
        if os.path.exists(name):
            with open(name) as file:
                found = yaml.safe_load(file) or {}
            break
    return found


def app():
    """The traits of the authenticator that the hub runs with: the class is made as the hub makes it, so that its defaults count too."""
    from traitlets.config import Config

    traits = values().get("hub", {}).get("config", {})
    kind = traits.get("JupyterHub", {}).get("authenticator_class", "")
    from importlib.metadata import entry_points

    [entry] = [e for e in entry_points(group="jupyterhub.authenticators") if e.name == kind]
    authenticator = entry.load()(config=Config({k: v for k, v in traits.items() if isinstance(v, dict)}))
    return kind, authenticator


def oauth():
    """
    Sends the provider a code that it never gave. It looks at the app's id and secret first: RFC 6749, 5.2, `invalid_client` and `invalid_grant`;
    GitHub has words of its own: https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
    """
    kind, one = app()
    fields = {
        "grant_type": "authorization_code",
        "code": "binder-check",
        "client_id": one.client_id,
        "client_secret": one.client_secret,
        "redirect_uri": one.oauth_callback_url,
    }
    headers = {"Accept": "application/json", "User-Agent": "JupyterHub"}
    if getattr(one, "basic_auth", False):
        login = f"{one.client_id}:{one.client_secret}".encode()
        headers["Authorization"] = "Basic " + base64.b64encode(login).decode()
    request = urllib.request.Request(one.token_url, data=urllib.parse.urlencode(fields).encode(), headers=headers)
    host = urllib.parse.urlsplit(one.token_url).netloc
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            status, text = answer.status, answer.read(4000).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read(4000).decode("utf-8", "replace")
    except Exception as error:
        status, text = 0, str(getattr(error, "reason", error))
    try:
        said = json.loads(text)
    except ValueError:
        said = dict(urllib.parse.parse_qsl(text))
    if not isinstance(said, dict):
        said = {}
    return {
        "kind": kind,
        "host": host,
        "status": status,
        "error": said.get("error"),
        "said": str(said.get("error_description") or text)[:300],
        "callback": one.oauth_callback_url,
        "client_id": one.client_id,
    }


def database():
    """Host and port of a database that has them. @see https://z2jh.jupyter.org/en/4.2.0/resources/reference.html#hub-db"""
    ports = {"postgresql": 5432, "mysql": 3306, "mssql": 1433, "oracle": 1521}
    url = values().get("hub", {}).get("db", {}).get("url") or ""
    # SQLAlchemy's form: postgresql+psycopg2://user@host:5432/name
    kind, _, _ = url.partition(":")
    parts = urllib.parse.urlsplit(url)
    return {"host": parts.hostname, "port": parts.port or ports.get(kind.partition("+")[0])} if parts.hostname else {}


found = {"time": time.time()}
for part in json.loads(sys.argv[1]):
    try:
        found[part] = {"oauth": oauth, "database": database}[part]()
    except Exception as error:
        found[part] = {"error": "", "failed": f"{type(error).__name__}: {error}"}
print(json.dumps(found))
