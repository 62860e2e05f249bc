"""Launches and how they end, in BinderHub's real code.

BINDERHUB_SOURCE names a folder with BinderHub's source (b9fad995), for which its requirements, pytest and pytest-asyncio must be installed. The hub
around it is the one of the tests of a closed hub.
"""

import os
import pathlib
import sys

import pytest

OPERATE = pathlib.Path(__file__).parents[2] / "operate/python"
sys.path[:0] = [os.path.dirname(__file__), str(OPERATE), *filter(None, [os.environ.get("BINDERHUB_SOURCE")])]

try:
    import binderhub.app  # noqa: F401
except ImportError as error:
    collect_ignore_glob = ["test_*.py"]
    sys.stderr.write(f"BinderHub's own code is not asked how launches end: {error}\n")
else:
    from watched import watched
    from world import World

    @pytest.fixture
    def world(tmp_path, monkeypatch):
        world = World(tmp_path, monkeypatch)
        yield world
        world.close()

    @pytest.fixture
    def record(monkeypatch, capsys):
        """Begins to record, and gives what is recorded."""
        return watched(monkeypatch, capsys)
