"""What `npm run hub -- hours` reads and deletes in the hub's pod, and what a backup copies there, of the database that the hub writes."""

import datetime
import json
import pathlib
import runpy
import sys

import pytest
from hours_world import at, rows, write

CODE = pathlib.Path(__file__).parents[4] / "operate/hub/python"


@pytest.fixture
def ask(monkeypatch, capsys):
    def asked(file, now, *words):
        class Clock(datetime.datetime):
            @classmethod
            def now(cls, tz=None):
                return cls.fromtimestamp(now, tz)

        monkeypatch.setattr(datetime, "datetime", Clock)
        monkeypatch.setattr(sys, "argv", ["-", str(file), *(words or ["tell"])])
        runpy.run_path(str(CODE / "hours.py"))
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


@pytest.mark.parametrize("words", [("tell",), ("forget",)])
def test_a_hub_without_a_database_says_so_and_nothing_is_made(tmp_path, ask, words):
    assert ask(tmp_path / "jupyterhub.sqlite", at("2026-11-25 12:00"), *words) == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("tell",), ("forget",)])
def test_a_hub_that_counts_nothing_says_so_and_its_database_stays_as_it_is(people, ask, words):
    before = people.file.read_bytes()
    assert ask(people.file, people.now, *words) == {}
    assert people.file.read_bytes() == before


def test_the_hours_of_some_people_are_deleted(people, ask):
    write(people.file, ("ada", "2026-11-23", 60), ("ada", "2026-11-09", 60), ("grace", "2026-11-23", 60))
    assert ask(people.file, people.now, "forget", "ada", "bob") == {"forgotten": ["ada"]}
    assert rows(people.file) == {("grace", "2026-11-23"): 60}


async def test_the_hours_of_everybody_are_deleted_with_their_table_and_the_hub_counts_on(people, ask):
    write(people.file, ("ada", "2026-11-23", 60), ("grace", "2026-11-09", 60))
    await people.open().running()
    assert ask(people.file, people.now, "forget") == {"forgotten": ["ada", "grace"]}
    assert ask(people.file, people.now) == {}
    people.minutes(1)
    assert people.rows() == {("ada", "2026-11-23"): 60}


async def test_a_backup_of_the_database_has_the_hours_in_it(people, monkeypatch, capsys):
    await people.open().running()
    people.minutes(1)
    code = (CODE / "database.py").read_text().replace('"/srv/jupyterhub"', json.dumps(str(people.file.parent)))
    monkeypatch.setattr(sys, "argv", ["-", "copy", "backup.sqlite"])
    exec(compile(code, "database.py", "exec"), {})
    assert rows(people.file.parent / "backup.sqlite") == {("ada", "2026-11-23"): 60}
