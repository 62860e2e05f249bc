"""A hub that sleeps and wakes, in BinderHub's and JupyterHub's real code. The world is that of a closed hub (../../operate/python)."""

import os
import pathlib
import sys

import pytest

# The hub of a process of its own is given the first two.
sys.path[:0] = [os.path.dirname(__file__), *filter(None, [os.environ.get("BINDERHUB_SOURCE")]), str(pathlib.Path(__file__).parents[2] / "operate/python")]

try:
    import binderhub.app  # noqa: F401
except ImportError as error:
    collect_ignore_glob = ["test_*.py"]
    sys.stderr.write(f"BinderHub's own code is not asked about a hub that sleeps: {error}\n")
else:
    from binderhub import main
    from binderhub.app import BinderHub
    from hub import JupyterHub
    from nowhere import nowhere
    from prometheus_client import REGISTRY
    from sleeping import Folder, piece
    from world import World

    @pytest.fixture
    def folder(tmp_path):
        return Folder(tmp_path / "schedule")

    @pytest.fixture
    def world(tmp_path, folder, monkeypatch):
        world = World(tmp_path, monkeypatch)
        world.mount.write("")
        # To have upstream's back after the test.
        monkeypatch.setattr(main.UIHandler, "render_template", main.UIHandler.render_template)
        monkeypatch.setattr(BinderHub, "add_url_prefix", BinderHub.__dict__["add_url_prefix"])
        monkeypatch.setenv("BUILD_NAMESPACE", "binderhub")
        before = set(REGISTRY._collector_to_names)
        usual = world.open
        world.open = lambda wake=True, **config: usual(before=piece("binder", folder, world.mount.file, wake), **config)
        yield world
        world.close()
        for collector in set(REGISTRY._collector_to_names) - before:
            REGISTRY.unregister(collector)

    @pytest.fixture
    def hub(tmp_path, folder, monkeypatch):
        monkeypatch.setenv("KUBECONFIG", nowhere(tmp_path))
        with JupyterHub(tmp_path) as hub:
            hub.mount.write("")
            hub.text = piece("hub", folder, hub.mount.file)
            yield hub
