"""The piece of configuration at work, and what it has counted and printed."""

import json
import pathlib
import types

from binderhub.builder import BuildHandler
from prometheus_client import REGISTRY

SOURCE = pathlib.Path(__file__).parents[4] / "components/monitoring/python"
TEXT = "\n".join((SOURCE / name).read_text() for name in ("launches.py", "checks.py", "start.py"))
OWN = ("binderhub_launch_end", "binderhub_launch_wait_seconds")


def watched(monkeypatch, capsys, key="k" * 64, checks="/nowhere"):
    """Runs the piece as the chart does. Afterwards, upstream's handlers are back, and the numbers are forgotten."""
    monkeypatch.setenv("LAUNCH_RECORD_KEY", key)
    for name in ("emit", "send_error", "on_finish"):
        monkeypatch.setattr(BuildHandler, name, getattr(BuildHandler, name))
    before = [collector for collector in REGISTRY._collector_to_names if type(collector).__name__ == "Checks"]
    before += [REGISTRY._names_to_collectors[name] for name in OWN if name in REGISTRY._names_to_collectors]
    for collector in before:
        REGISTRY.unregister(collector)
    settings = json.dumps(json.dumps({"programs": ["binder-check", "load--"], "checks": str(checks)}))
    exec(compile(f"{TEXT}\nmonitoring(c, json.loads({settings}))\n", "binderhub_config.py", "exec"), {"c": None})

    def lines():
        return [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith('{"timestamp"')]

    def counted(outcome, by="people"):
        return REGISTRY.get_sample_value("binderhub_launch_end_total", {"outcome": outcome, "by": by})

    def waited(built, by="people"):
        return REGISTRY.get_sample_value("binderhub_launch_wait_seconds_count", {"built": built, "by": by})

    return types.SimpleNamespace(lines=lines, counted=counted, waited=waited)
