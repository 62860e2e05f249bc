"""The chart runs the files of this folder, as one text, in BinderHub's configuration file. The last line, which the program adds, is `monitoring(c, {...})`."""

import json  # noqa: F401 - for the last line
import os

from binderhub.builder import BuildHandler
from prometheus_client import REGISTRY


def monitoring(c, settings):
    """Begins to count and record, or ends the program: after another error, BinderHub would start with no configuration."""
    try:
        Launches(settings, os.environ).watch(BuildHandler)  # noqa: F821 - launches.py
        REGISTRY.register(Checks(settings["checks"]))  # noqa: F821 - checks.py
    except Exception as error:
        raise SystemExit(f"Monitoring: {error!r}") from None
