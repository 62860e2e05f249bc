"""A real JupyterHub in a process of its own, as the tests of sizes have it, with another piece of configuration."""

import importlib.util
import pathlib

from text import Mount, piece

spec = importlib.util.spec_from_file_location("world_of_sizes", pathlib.Path(__file__).parents[2] / "sizes/python/world.py")
world_of_sizes = importlib.util.module_from_spec(spec)
spec.loader.exec_module(world_of_sizes)


class JupyterHub(world_of_sizes.Hub):
    def __init__(self, folder):
        super().__init__(folder)
        self.mount = Mount(folder / "closed")

    def open(self):
        return self.run(piece("closing_hub.py", self.mount))

    async def start(self, name, token):
        """As a person does on JupyterHub's own page: the server of an image that the hub chooses. Returns the last that the page shows."""
        code, _ = await self.ask(f"users/{name}/server", "POST", token)
        assert code in (201, 202)
        return (await self.progress(name, token))[-1]
