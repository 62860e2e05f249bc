"""The pieces of configuration, as the program writes them, and the ConfigMap as the kubelet mounts it."""

import json
import pathlib

SOURCE = pathlib.Path(__file__).parents[4] / "components/operate/python"


def piece(name, mount):
    """The text of a piece, with its last line."""
    settings = json.dumps(json.dumps({"file": str(mount.file)}))
    return "\n".join([(SOURCE / "message.py").read_text(), (SOURCE / name).read_text(), f"closing(c, json.loads({settings}))\n"])


class Mount:
    """A folder whose files are links into the newest of hidden folders: kubernetes pkg/volume/util/atomic_writer.go `AtomicWriter.Write`."""

    def __init__(self, folder):
        self.folder, self.file, self.times = folder, folder / "message", 0
        folder.mkdir()

    def write(self, message):
        self.times += 1
        new = self.folder / f"..{self.times}"
        new.mkdir()
        (new / "message").write_text(message, "utf-8")
        (self.folder / "..data_tmp").symlink_to(new.name)
        (self.folder / "..data_tmp").rename(self.folder / "..data")
        if not self.file.is_symlink():
            self.file.symlink_to("..data/message")
