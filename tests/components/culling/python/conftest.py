"""What counts as use of a server, asked of real parts: JupyterHub, Jupyter Server with real kernels, the idle culler and, where it is there, the hub's proxy.

BINDERHUB_SOURCE names a folder with BinderHub's source (b9fad995), whose spawner mixin starts the servers. CONFIGURABLE_HTTP_PROXY names the proxy's command,
if it is not on the PATH. JUPYTER_COMMAND names another command that starts a server, such as an old version's `jupyter-notebook`.
"""

import os
import sys

import pytest_asyncio

sys.path[:0] = [os.path.dirname(__file__), *filter(None, [os.environ.get("BINDERHUB_SOURCE")])]

from world import World  # noqa: E402


@pytest_asyncio.fixture
async def world(tmp_path):
    world = World(tmp_path)
    yield world
    await world.close()
