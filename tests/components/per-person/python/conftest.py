"""People's hours, in JupyterHub's real code.

BINDERHUB_SOURCE names a folder with BinderHub's source (b9fad995), for which its requirements, pytest and pytest-asyncio must be installed.
"""

import json
import os
import sys
import tempfile

import pytest

# KubeSpawner wants to know a cluster. Nothing answers there.
with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as nowhere:
    cluster = {"name": "x", "cluster": {"server": "http://127.0.0.1:1"}}
    context = {"name": "x", "context": {"cluster": "x", "user": "x"}}
    json.dump({"current-context": "x", "contexts": [context], "clusters": [cluster], "users": [{"name": "x", "user": {}}]}, nowhere)
os.environ["KUBECONFIG"] = nowhere.name

sys.path[:0] = [os.path.dirname(__file__), *filter(None, [os.environ.get("BINDERHUB_SOURCE")])]

try:
    import binderhub.binderspawner_mixin  # noqa: F401
except ImportError as error:
    collect_ignore_glob = ["test_*.py"]
    sys.stderr.write(f"JupyterHub's own code is not asked about people's hours: {error}\n")
else:
    from hours_world import Hub, People

    @pytest.fixture
    def people(tmp_path):
        return People(tmp_path)

    @pytest.fixture
    def hub(tmp_path):
        with Hub(tmp_path) as hub:
            yield hub
