"""What `npm run hub -- hours` reads in the hub's pod, of the file that the hub writes."""

import datetime
import json
import pathlib
import runpy
import sys

import pytest
from hours_world import at, rows, write

CODE = pathlib.Path(__file__).parents[4] / "operate/hub/python/hours.py"


@pytest.fixture
def ask(monkeypatch, capsys):
    def asked(file, now):
        class Clock(datetime.datetime):
            @classmethod
            def now(cls, tz=None):
                return cls.fromtimestamp(now, tz)

        monkeypatch.setattr(datetime, "datetime", Clock)
        monkeypatch.setattr(sys, "argv", ["-", str(file)])
        runpy.run_path(str(CODE))
        return json.loads(capsys.readouterr().out)

    return asked


async def test_it_reads_what_the_hub_has_counted(people, ask):
    write(people.file, ("ada", "2026-11-16", 3600), ("grace", "2026-11-09", 7200))
    await people.open().running()
    people.minutes(2)
    assert ask(people.file, people.now) == {"week": "2026-11-23", "people": [{"user": "ada", "thisWeek": 120, "lastWeek": 3600}]}


@pytest.mark.parametrize("now, week", [("2026-11-29 23:59", "2026-11-23"), ("2026-11-30 00:00", "2026-11-30")])
def test_a_week_begins_on_monday(tmp_path, ask, now, week):
    file = tmp_path / "hours #1?.sqlite"
    write(file, ("ada", "2026-11-23", 60))
    said = ask(file, at(now))
    assert said == {"week": week, "people": [{"user": "ada", "thisWeek": 60 * (week == "2026-11-23"), "lastWeek": 60 * (week == "2026-11-30")}]}
    assert rows(file) == {("ada", "2026-11-23"): 60}


def test_a_hub_that_counts_nothing_says_so_and_nothing_is_made(tmp_path, ask):
    assert ask(tmp_path / "hours.sqlite", at("2026-11-25 12:00")) == {}
    assert list(tmp_path.iterdir()) == []
