"""Asks BinderHub's own code what it tells repo2docker.

Reads the chart's values as JSON, loads them as the chart's binderhub_config.py does, and prints what a build of one repository would be.
"""

import json
import os
import sys
import tempfile

from traitlets.config import Config

from binderhub.app import BinderHub
from binderhub.build import KubernetesBuildExecutor, KubernetesCleaner
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop

asked = json.load(sys.stdin)
certificate = asked.get("certificate")
c = Config()
for section, traits in (asked["values"].get("config") or {}).items():
    c[section].update(traits)
for _, snippet in sorted((asked["values"].get("extraConfig") or {}).items()):
    if certificate is not None:
        with tempfile.NamedTemporaryFile("w", delete=False) as file:
            file.write(certificate)
        # In the pod it is mounted there. Here nobody may write into /etc.
        snippet = snippet.replace('"/etc/binderhub/network/ca.pem"]', f'"{file.name}"]')
    exec(snippet, {"c": c})

IOLoop.current = staticmethod(lambda: None)
app = BinderHub(config=c)
build = KubernetesBuildExecutor(
    parent=app,
    api=None,
    name="build",
    repo_url="https://github.com/a/b",
    ref="HEAD",
    image_name="registry/image:tag",
)
volumes, mounts = build.get_builder_volumes()
bundle = HTTPRequest._DEFAULTS.get("ca_certs")
print(
    json.dumps(
        {
            "command": build.get_cmd(),
            "image": build.build_image,
            "variables": build.extra_envs,
            "longest": KubernetesCleaner(parent=app).max_age,
            "prefix": app.image_prefix,
            "mounts": {mount.mount_path: mount.name for mount in mounts},
            "secrets": [volume.secret.secret_name for volume in volumes if volume.secret],
            "trusts": certificate is not None and certificate.strip() in open(bundle).read(),
            "same": [name for name in ("GIT_SSL_CAINFO", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE") if os.environ.get(name) == bundle],
        }
    )
)
