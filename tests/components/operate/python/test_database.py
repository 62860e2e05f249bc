"""The part of `hub -- check` that runs in the hub's pod, and finds where the hub's database is."""

import json
import runpy
import sys
from pathlib import Path

import pytest
import yaml

file = Path(__file__).parents[4] / "operate/hub/python/hub.py"


@pytest.mark.parametrize(
    "db, expected",
    [
        ({"type": "sqlite-pvc"}, {}),
        ({"type": "other", "url": "sqlite:///jupyterhub.sqlite"}, {}),
        ({"url": "postgresql+psycopg2://hub:pw%40@db.example.org:6432/hub"}, {"host": "db.example.org", "port": 6432}),
        ({"url": "postgresql://hub@db.example.org/hub"}, {"host": "db.example.org", "port": 5432}),
        ({"url": "mysql+pymysql://hub@10.1.2.3/hub"}, {"host": "10.1.2.3", "port": 3306}),
    ],
)
def test_database(db, expected, monkeypatch, capsys, tmp_path):
    """The chart's values, as the hub's pod has them. @see https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls"""
    secret = tmp_path / "values.yaml"
    secret.write_text(yaml.safe_dump({"hub": {"db": db}}))
    monkeypatch.setattr("os.path.exists", lambda _: True)
    usual = open
    monkeypatch.setattr("builtins.open", lambda name, *more, **how: usual(secret if str(name).endswith("secret/values.yaml") else name, *more, **how))
    monkeypatch.setattr(sys, "argv", ["hub.py", '["database"]'])
    runpy.run_path(str(file))
    said = json.loads(capsys.readouterr().out)
    assert said["database"] == expected
    assert "pw" not in json.dumps(said)
