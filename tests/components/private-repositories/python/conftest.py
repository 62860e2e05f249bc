"""BinderHub's and JupyterHub's real code, with made-up servers around it on this machine.

BINDERHUB_SOURCE names a folder with BinderHub's source (b9fad995), for which its requirements, pytest, pytest-asyncio and jupyter-repo2docker must be
installed, and oauthenticator for one test.
"""

import os
import sys

import pytest

sys.path[:0] = [os.path.dirname(__file__), *filter(None, [os.environ.get("BINDERHUB_SOURCE")])]

try:
    import binderhub.app  # noqa: F401
except ImportError as error:
    collect_ignore_glob = ["test_*.py"]
    sys.stderr.write(f"BinderHub's own code is not asked about private repositories: {error}\n")
else:
    import loopback
    from world import World

    @pytest.fixture(scope="session")
    def servers(tmp_path_factory):
        with loopback.Servers(tmp_path_factory.mktemp("servers")) as servers:
            yield servers

    @pytest.fixture
    async def world(servers, tmp_path, monkeypatch):
        """A hub where people launch what they may read at GitHub. `world.open(...)` makes others."""
        servers.reset()
        world = World(servers, tmp_path, monkeypatch)
        yield world
        world.close()
