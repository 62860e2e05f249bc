"""Runs before other code in BinderHub's pod: the hub's API, with BinderHub's token, which does not leave its pod."""

import json
import os
import urllib.error
import urllib.request


def hub_api(values):
    """Address of the hub's API. Only where people log in, the chart names it in a variable."""
    local = values.get("config", {}).get("BinderHub", {}).get("hub_url_local", "")
    return (os.environ.get("JUPYTERHUB_API_URL") or local.rstrip("/") + "/hub/api").rstrip("/")


def binder_values():
    import yaml

    with open("/etc/binderhub/config/values.yaml") as file:
        return yaml.safe_load(file)


def ask_hub(method, path, body=None):
    """Status and text of an answer. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/launcher.py `Launcher.api_request`"""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]}
    request = urllib.request.Request(hub_api(binder_values()) + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")
    except OSError as error:
        return 0, str(getattr(error, "reason", error))
