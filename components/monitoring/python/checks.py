"""What the last check of the schedule found, as numbers. The check keeps it in a ConfigMap, which the kubelet mounts (operate/hub/check/kept.ts)."""

import datetime
import json
import pathlib

from prometheus_client.core import GaugeMetricFamily

STATES = {"well": 0, "warning": 1, "wrong": 2}


class Checks:
    """Reads the file each time it is asked. Before the first check there is no file, and there are no numbers."""

    def __init__(self, file):
        self.file = pathlib.Path(file)

    def collect(self):
        states = GaugeMetricFamily("binderhub_check_state", "What the last scheduled check found: 0 well, 1 to look at soon, 2 wrong", labels=["probe"])
        ended = GaugeMetricFamily("binderhub_check_end_timestamp_seconds", "When the last scheduled check ended")
        try:
            report = json.loads(self.file.read_text("utf-8"))
            began = datetime.datetime.fromisoformat(report["began"].replace("Z", "+00:00"))
            found = [(line["id"], STATES[line["state"]]) for line in report["lines"] if line["state"] in STATES]
            ended.add_metric([], began.timestamp() + report["seconds"])
            for probe, state in found:
                states.add_metric([probe], state)
        except (OSError, ValueError, KeyError, TypeError):
            return
        yield states
        yield ended
