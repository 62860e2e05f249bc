"""The schedule as numbers for Prometheus: what the job in the cluster wrote last."""

from prometheus_client.core import GaugeMetricFamily


class SleepNumbers:
    """Reads the files each time that it is asked. Before the job ran there are none, and an alert tells."""

    def __init__(self, sleep):
        self.sleep = sleep

    def collect(self):
        state = self.sleep.read("state")
        try:
            done, late = moment(state["done"]), float(state["lateSeconds"])  # noqa: F821 - asleep.py
        except (KeyError, TypeError, ValueError, AttributeError):
            return
        yield gauge("binderhub_schedule_asleep", "Whether the hub sleeps: 1, or 0", 1 if self.sleep.asleep() else 0)
        yield gauge("binderhub_schedule_done_timestamp_seconds", "When the schedule was last applied, and nothing failed", done)
        yield gauge("binderhub_schedule_late_seconds", "How long nodes have been missing that the schedule holds", late)


def gauge(name, what, value):
    family = GaugeMetricFamily(name, what)
    family.add_metric([], value)
    return family
