"""Shared folders: who has which, and who may write.

The chart runs this text in JupyterHub's configuration file, after it has set its spawner. Its last line, which the program adds, is
`shared_folders(c, [...])`. Each folder has a name, the claim of its volume, the path of its mount, and who reads and writes.
"""

import json

NEEDED = ("volumes", "volume_mounts")


def shared_folders(c, folders):
    """Puts the folders before the spawner, or ends the program."""
    usual = c.JupyterHub.spawner_class
    traits = usual.class_trait_names() if hasattr(usual, "class_trait_names") else ()
    missing = [name for name in NEEDED if name not in traits] + [name for name in ("get_pod_manifest",) if not hasattr(usual, name)]
    if missing:
        raise SystemExit(f"Shared folders: the spawner {usual!r} has no {', '.join(missing)}. Folders need KubeSpawner's `volumes`, `volume_mounts`, `get_pod_manifest`.")
    c.JupyterHub.spawner_class = type("SharedFoldersSpawner", (SharedFolders, usual), {"shared_folders": tuple(folders)})


class SharedFolders:
    """Stands before the chart's BinderSpawner. Nothing here looks at `user_options`: a person sends those."""

    shared_folders = ()

    async def get_pod_manifest(self):
        """Adds this person's folders for this start alone, since the spawner lives on."""
        usual = self.volumes, self.volume_mounts
        mine = [self._mounted(folder) for folder in self.shared_folders if self._is_one_of(folder["readers"])]
        try:
            self.volumes = as_list(self.volumes) + [volume for volume, _ in mine]
            self.volume_mounts = as_list(self.volume_mounts) + [mount for _, mount in mine]
            return await super().get_pod_manifest()
        finally:
            self.volumes, self.volume_mounts = usual

    def _mounted(self, folder):
        reads_only = not self._is_one_of(folder["writers"])
        name = f"folder-{folder['name']}"
        return (
            {"name": name, "persistentVolumeClaim": {"claimName": folder["claim"], "readOnly": reads_only}},
            {"name": name, "mountPath": folder["at"], "readOnly": reads_only},
        )

    def _is_one_of(self, people):
        if people == "everybody":
            return True
        groups = {group.name for group in self.user.groups}
        return self.user.name in people["users"] or not groups.isdisjoint(people["groups"])


def as_list(items):
    """KubeSpawner takes lists, and what it sorts by name."""
    return [items[name] for name in sorted(items)] if isinstance(items, dict) else list(items)
