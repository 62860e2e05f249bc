"""A hub that is closed and opened, in BinderHub's and JupyterHub's real code.

BINDERHUB_SOURCE names a folder with BinderHub's source (b9fad995), for which its requirements, pytest and pytest-asyncio must be installed.
"""

import os
import sys

import pytest

sys.path[:0] = [os.path.dirname(__file__), *filter(None, [os.environ.get("BINDERHUB_SOURCE")])]

try:
    import binderhub.app  # noqa: F401
except ImportError as error:
    collect_ignore_glob = ["test_*.py"]
    sys.stderr.write(f"BinderHub's own code is not asked about a closed hub: {error}\n")
else:
    from hub import JupyterHub
    from nowhere import nowhere
    from world import World

    @pytest.fixture
    def world(tmp_path, monkeypatch):
        world = World(tmp_path, monkeypatch)
        yield world
        world.close()

    @pytest.fixture
    def hub(tmp_path, monkeypatch):
        monkeypatch.setenv("KUBECONFIG", nowhere(tmp_path))
        with JupyterHub(tmp_path) as hub:
            yield hub
