"""Asks BinderHub's own code what it makes of links.

Reads JSON: the chart's values, environment variables, and links as `source/spec`. Loads the values as the chart's binderhub_config.py does. Prints, for
each link, "closed" (no such source), "refused" (the source does not take the form), "banned", or what would be built.
"""

import json
import os
import sys

from traitlets.config import Config

asked = json.load(sys.stdin)
os.environ.update(asked.get("environment", {}))
values = asked["values"]

c = Config()
for section, traits in (values.get("config") or {}).items():
    c[section].update(traits)
for _, snippet in sorted((values.get("extraConfig") or {}).items()):
    exec(snippet)

from binderhub.app import BinderHub

providers = BinderHub(config=c).repo_providers


def answer(link):
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


json.dump(
    {
        "page": [provider.display_config["id"] for provider in providers.values()],
        "answers": [answer(link) for link in asked["links"]],
    },
    sys.stdout,
)
