"""Prints the pod that KubeSpawner makes. Its traits come as JSON on standard input."""

import asyncio
import json
import sys

from kubernetes_asyncio.client import ApiClient
from kubespawner import KubeSpawner, spawner as module
from traitlets.config import Config


# No cluster is asked.
module.load_config = lambda *_, **__: None


async def main():
    spawner = KubeSpawner(config=Config(KubeSpawner=json.load(sys.stdin)), _mock=True)
    pod = await spawner.get_pod_manifest()
    json.dump(ApiClient().sanitize_for_serialization(pod), sys.stdout)


asyncio.run(main())
