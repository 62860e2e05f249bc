"""Events in BinderHub's, JupyterHub's and KubeSpawner's real code. The worlds are those of a closed hub (../../operate/python) and of sizes (../../sizes/python).

BINDERHUB_SOURCE names a folder with BinderHub's source (b9fad995), for which its requirements, pytest, pytest-asyncio and jupyterhub-kubespawner must be
installed.
"""

import os
import pathlib
import sys
import tempfile

import pytest

CONCEPTS = pathlib.Path(__file__).parents[2]
sys.path[:0] = [os.path.dirname(__file__), *filter(None, [os.environ.get("BINDERHUB_SOURCE")]), str(CONCEPTS / "operate/python")]

from nowhere import nowhere  # noqa: E402

os.environ["KUBECONFIG"] = nowhere(pathlib.Path(tempfile.mkdtemp()))

try:
    import binderhub.app  # noqa: F401
    import kubespawner  # noqa: F401
except ImportError as error:
    collect_ignore_glob = ["test_*.py"]
    sys.stderr.write(f"BinderHub's own code is not asked about events: {error}\n")
else:
    from binderhub.app import BinderHub
    from binderhub.builder import BuildHandler
    from binderhub.ratelimit import RateLimiter
    from event_world import Cluster, Folder, binder_piece
    from hub import world_of_sizes
    from world import World

    @pytest.fixture
    def folder(tmp_path):
        return Folder(tmp_path / "events")

    @pytest.fixture
    def cluster(monkeypatch):
        cluster = Cluster()
        monkeypatch.setenv("BUILD_NAMESPACE", "binderhub")
        monkeypatch.setattr("kubernetes.config.load_incluster_config", lambda: None)
        monkeypatch.setattr("kubernetes.client.CoreV1Api", lambda: cluster)
        return cluster

    @pytest.fixture
    def world(tmp_path, folder, cluster, monkeypatch):
        world = World(tmp_path, monkeypatch)
        world.mount.write("")
        # To have upstream's back after the test.
        monkeypatch.setattr(BuildHandler, "launch", BuildHandler.launch)
        monkeypatch.setattr(RateLimiter, "increment", RateLimiter.increment)
        monkeypatch.setattr(BinderHub, "add_url_prefix", BinderHub.__dict__["add_url_prefix"])
        usual = world.open

        def opened(*events, servers=0, **config):
            usual(before=binder_piece(folder, events), servers=servers, **config)
            world.desk = world.app.tornado_app.settings["launch_quota"].desk
            world.desk.soon = 0
            return world

        world.open = opened
        yield world
        world.close()

    @pytest.fixture
    def people():
        return world_of_sizes.People()
