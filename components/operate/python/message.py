"""What people read while the hub is closed.

It is in a ConfigMap, which the program mounts as a folder into the pods of BinderHub and of JupyterHub. The kubelet changes the folder up to about a minute
after the ConfigMap, while the pods run on. So the file is read anew each time.
"""

import pathlib


def closed_message(file):
    """The message, or an empty text while the hub is open. Without the file, it is open."""
    try:
        return pathlib.Path(file).read_text("utf-8", "replace").strip()
    except OSError:
        return ""
