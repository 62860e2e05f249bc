"""Asks BinderHub's own code what it makes of links.

Each line that it reads is JSON: the chart's values, environment variables, and links as `source/spec`. It loads the values as the chart's
binderhub_config.py does, and answers with a line: for each link "closed" (no such source), "refused" (the source does not take the form), "banned", or
what would be built.
"""

import json
import os
import sys

from traitlets.config import Config

from binderhub.app import BinderHub


def config_of(values):
    c = Config()
    for section, traits in (values.get("config") or {}).items():
        c[section].update(traits)
    for _, snippet in sorted((values.get("extraConfig") or {}).items()):
        exec(snippet, {"c": c})
    return c


def answer(c, providers, link):
    prefix, spec = link.split("/", 1)
    if prefix not in providers:
        return {"is": "closed"}
    try:
        provider = providers[prefix](config=c, spec=spec.rstrip("/"))
    except Exception:
        return {"is": "refused"}
    if provider.is_banned():
        return {"is": "banned"}
    try:
        url = provider.get_repo_url()
    except Exception:
        return {"is": "refused"}
    return {
        "is": "built",
        "url": url,
        "high": provider.has_higher_quota(),
        "credentials": provider.git_credentials,
    }


for line in sys.stdin:
    asked = json.loads(line)
    os.environ.update(asked["environment"])
    c = config_of(asked["values"])
    providers = BinderHub(config=c).repo_providers
    answers = [answer(c, providers, link) for link in asked["links"]]
    page = [provider.display_config["id"] for provider in providers.values()]
    for name in asked["environment"]:
        del os.environ[name]
    print(json.dumps({"page": page, "answers": answers}), flush=True)
