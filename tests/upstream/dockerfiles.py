"""Asks repo2docker's own code what it makes of its arguments.

Reads the arguments as JSON, without the program's name, and the files of a repository. Prints what it understood, and the Dockerfile.
"""

import contextlib
import io
import json
import os
import sys
import tempfile

from repo2docker.__main__ import make_r2d
from repo2docker.buildpacks.julia.julia_project import JuliaProjectTomlBuildPack
from repo2docker.buildpacks.r import RBuildPack

# Both ask a server for versions. Here there may be no network.
RBuildPack.get_rspm_snapshot_url = lambda *_, **__: "https://packagemanager.example.org/all/1"
JuliaProjectTomlBuildPack.all_julias = ["1.10.0"]

asked = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    for name, text in asked["files"].items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
    # The last argument is the repository. A folder is one too, and needs no network.
    r2d = make_r2d([*asked["arguments"][:-1], "--no-build", folder])
    understood = {
        "base": r2d.base_image,
        "appendix": r2d.appendix,
        "arguments": dict(r2d.extra_build_args),
        "ref": r2d.ref,
        "image": r2d.output_image_spec,
        "user": r2d.user_name,
    }
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        r2d.build()
print(json.dumps({**understood, "dockerfile": printed.getvalue()}))
