"""What scheduled checks found, as numbers."""

import json

import pytest
from prometheus_client import REGISTRY
from watched import watched

LINES = [{"id": "open", "state": "well"}, {"id": "tls-days", "state": "warning"}, {"id": "launch", "state": "wrong"}, {"id": "tls", "state": "skipped"}]
REPORT = {"began": "2026-11-27T10:00:00.000Z", "seconds": 17.5, "lines": LINES}


def state(probe):
    return REGISTRY.get_sample_value("binderhub_check_state", {"probe": probe})


def ended():
    return REGISTRY.get_sample_value("binderhub_check_end_timestamp_seconds")


def test_each_probe_has_its_state_and_what_was_left_out_has_none(monkeypatch, capsys, tmp_path):
    (tmp_path / "last").write_text(json.dumps(REPORT))
    watched(monkeypatch, capsys, checks=tmp_path / "last")
    assert [state(line["id"]) for line in LINES] == [0, 1, 2, None]
    assert ended() == 1795773617.5  # date -u -d 2026-11-27T10:00:17.5Z +%s.%N


def test_a_new_check_is_seen_at_once(monkeypatch, capsys, tmp_path):
    watched(monkeypatch, capsys, checks=tmp_path / "last")
    assert (state("launch"), ended()) == (None, None)
    (tmp_path / "last").write_text(json.dumps(REPORT))
    assert state("launch") == 2
    (tmp_path / "last").write_text(json.dumps({**REPORT, "lines": [{"id": "launch", "state": "well"}]}))
    assert state("launch") == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"began": "yesterday", "seconds": 1, "lines": []}', json.dumps({**REPORT, "lines": [{}]})])
def test_what_is_no_report_is_no_number_and_no_error(monkeypatch, capsys, tmp_path, text):
    (tmp_path / "last").write_text(text)
    watched(monkeypatch, capsys, checks=tmp_path / "last")
    assert (state("open"), ended()) == (None, None)
