"""People's hours, in JupyterHub's and BinderHub's real code. The world of BinderHub is that of a closed hub (../../operate/python).

BINDERHUB_SOURCE names a folder with BinderHub's source (b9fad995), for which its requirements, pytest and pytest-asyncio must be installed.
"""

import json
import os
import pathlib
import sys
import tempfile

import pytest

# KubeSpawner wants to know a cluster. Nothing answers there.
with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as nowhere:
    cluster = {"name": "x", "cluster": {"server": "http://127.0.0.1:1"}}
    context = {"name": "x", "context": {"cluster": "x", "user": "x"}}
    json.dump({"current-context": "x", "contexts": [context], "clusters": [cluster], "users": [{"name": "x", "user": {}}]}, nowhere)
os.environ["KUBECONFIG"] = nowhere.name

# The hub of a process of its own is given the first two.
CONCEPTS = pathlib.Path(__file__).parents[2]
others = [str(CONCEPTS / name / "python") for name in ("operate", "schedule", "events")]
sys.path[:0] = [os.path.dirname(__file__), *filter(None, [os.environ.get("BINDERHUB_SOURCE")]), *others]

try:
    import binderhub.app  # noqa: F401
except ImportError as error:
    collect_ignore_glob = ["test_*.py"]
    sys.stderr.write(f"Upstream's own code is not asked about people's hours: {error}\n")
else:
    from binderhub.app import BinderHub
    from binderhub.builder import BuildHandler
    from binderhub.main import UIHandler
    from binderhub.ratelimit import RateLimiter
    from hours_world import Binder, Hub, People
    from jupyterhub.auth import Authenticator
    from jupyterhub.services.auth import HubOAuth

    @pytest.fixture
    def people(tmp_path, monkeypatch):
        # To have upstream's back after the test.
        monkeypatch.setattr(Authenticator, "check_blocked_users", Authenticator.check_blocked_users)
        return People(tmp_path)

    @pytest.fixture
    def hub(tmp_path):
        with Hub(tmp_path) as hub:
            yield hub

    @pytest.fixture
    def binder(hub, tmp_path, monkeypatch):
        """BinderHub as a service of a real JupyterHub. `open` starts both."""
        # To have upstream's back after the test.
        for owner, name in ((BuildHandler, "check_quota"), (BuildHandler, "launch"), (RateLimiter, "increment"), (UIHandler, "render_template")):
            monkeypatch.setattr(owner, name, getattr(owner, name))
        monkeypatch.setattr(BinderHub, "add_url_prefix", BinderHub.__dict__["add_url_prefix"])
        HubOAuth.clear_instance()
        binder = Binder(hub, tmp_path, monkeypatch)
        yield binder
        binder.close()
        HubOAuth.clear_instance()
