"""A kubeconfig for KubeSpawner, which wants to know a cluster. It reads it when it is first imported."""

import json


def nowhere(folder):
    """Nothing answers there."""
    cluster = {"name": "x", "cluster": {"server": "http://127.0.0.1:1"}}
    context = {"name": "x", "context": {"cluster": "x", "user": "x"}}
    config = {"current-context": "x", "contexts": [context], "clusters": [cluster], "users": [{"name": "x", "user": {}}]}
    (folder / "kubeconfig").write_text(json.dumps(config))
    return str(folder / "kubeconfig")
