"""Sizes of servers: at each start, the hub chooses which one a server has.

A person may start a server through JupyterHub's API, and then says themselves which repository it is of (`user_options`). So repositories count only where
BinderHub asked for the start. Names and groups of people are the hub's own facts, and always count.

The chart runs this text in JupyterHub's configuration file, after it has set its spawner, and among the names of other such texts. Its last line, which the
program adds, is `sizes(c, {...})`.
"""

import asyncio
import contextlib
import copy
import json  # noqa: F401 - for the last line
import re

from jupyterhub import orm
from sqlalchemy.orm import object_session
from tornado.web import HTTPError


def sizes(c, settings):
    """Puts the choice before the spawner, or ends the program."""
    try:
        usual = c.JupyterHub.spawner_class
        every = [{**size, "repositories": Sizes.compiled(size["repositories"])} for size in settings["sizes"]]
        traits = sorted({*Sizes.told_traits, *(name for size in every for name in (*size["set"], *size["add"]))})
        missing = [name for name in (*traits, *Sizes.needs) if not hasattr(usual, name)]
        if missing:
            raise ValueError(f"{usual.__name__} has no {', '.join(missing)}: KubeSpawner 7 and JupyterHub 5 are needed")
        spawner = type("SizedSpawner", (Sizes, usual), {"sizes": every, "sized_traits": traits})
    except Exception as error:
        raise SystemExit(f"Sizes: {error!r}") from None
    c.JupyterHub.spawner_class = spawner


class Sizes:
    """Stands before the chart's BinderSpawner. A spawner lives on between starts, so each start sets all that any size sets."""

    told_traits = ("mem_limit", "cpu_limit", "extra_resource_limits", "extra_pod_config")
    needs = ("handler", "user_options", "orm_spawner", "pvc_name_template", "get_pod_manifest", "get_state", "load_state", "clear_state", "progress")
    sizes, sized_traits = [], []
    size, told = None, None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.usual = {name: copy.deepcopy(getattr(self, name)) for name in self.sized_traits}

    def start(self):
        # Nothing here waits. So between the count and the note of it, no other server starts.
        size = self.chosen_size()
        if size is not None and size["at_once"] is not None and self.running(size["name"]) >= size["at_once"]:
            return self.refuse(size)
        self.take(size)
        return super().start()

    def chosen_size(self):
        repository = self.user_options.get("repo_url") if self.is_asked_by_binderhub() else None
        return next((size for size in self.sizes if self.is_for_person(size) and self.is_for_repository(size, repository)), None)

    def is_for_person(self, size):
        if size["users"] is None and size["groups"] is None:
            return True
        return self.user.name in (size["users"] or []) or any(group.name in (size["groups"] or []) for group in self.user.groups)

    @staticmethod
    def is_for_repository(size, repository):
        if size["repositories"] is None:
            return True
        return isinstance(repository, str) and len(repository) < 2000 and any(one.fullmatch(repository) for one in size["repositories"])

    @staticmethod
    def compiled(patterns):
        """ASCII alone: else a letter of another alphabet could pass for one of ours."""
        return None if patterns is None else [re.compile(one, re.IGNORECASE | re.ASCII) for one in patterns]

    def is_asked_by_binderhub(self):
        """JupyterHub sets the handler for the time of a start, and its user is whose token came with the request."""
        who = getattr(self.handler, "current_user", None)
        return isinstance(who, orm.Service) and who.name == "binder"

    def running(self, name):
        """How many other servers of a size run, start or stop, as the hub's database has it."""
        others = object_session(self.orm_spawner).query(orm.Spawner).filter(orm.Spawner.server != None)
        return sum(one is not self.orm_spawner and (one.state or {}).get("size") == name for one in others)

    def take(self, size):
        for name in self.sized_traits:
            setattr(self, name, self.value_of(name, size))
        self.size = size
        self.told = self.in_words()
        if size is None and any(one["repositories"] for one in self.sizes) and not self.is_asked_by_binderhub():
            self.told += ". Sizes of repositories are for launches from the Binder page"
        # JupyterHub commits this right after `start`, and writes the state itself only once the server runs.
        self.orm_spawner.state = self.get_state()

    def value_of(self, name, size):
        """A copy, as a spawner may change what it has."""
        usual = copy.deepcopy(self.usual[name])
        if size is None:
            return usual
        value, more = size["set"].get(name, usual), copy.deepcopy(size["add"].get(name))
        if more is None:
            return value
        if isinstance(more, dict):
            return {**value, **more}
        return [*(value.values() if isinstance(value, dict) else value), *more]

    async def refuse(self, size):
        """Fails a turn of the event loop after BinderHub has its answer: it reads the reason with the progress, and loses that of a refused request."""
        most, so = self.counted(size["at_once"], "server"), "one does" if size["at_once"] == 1 else "so many do"
        self.told = f"No more than {most} of the size {size['name']} may run at once, and {so}. Try again when somebody has stopped one."
        # The hub ends itself after a number of failures, of which this is none. It adds one.
        settings = self.handler.settings
        settings["failure_count"] = settings.get("failure_count", 0) - 1
        error = HTTPError(429, self.told)
        error.jupyterhub_message = self.told
        raise error

    def in_words(self):
        gpus, deadline = self.extra_resource_limits.get("nvidia.com/gpu"), self.extra_pod_config.get("activeDeadlineSeconds")
        most = [f"{self.amount(self.mem_limit)} of memory"] if self.mem_limit else []
        most += [self.counted(self.cpu_limit, "core")] if self.cpu_limit else []
        parts = [f"up to {' and '.join(most)}"] if most else []
        parts += [self.counted(gpus, "GPU")] if gpus else []
        parts += [f"at most {self.counted(deadline / 3600, 'hour')}"] if deadline else []
        parts += ["without your personal volume"] if self.size is not None and not self.size["storage"] else []
        return f"{'Usual size' if self.size is None else 'Size ' + self.size['name']}: {', '.join(parts)}"

    @staticmethod
    def amount(size):
        return f"{size / 2**30:.3g} GiB" if size >= 2**30 else f"{size / 2**20:.0f} MiB"

    @staticmethod
    def counted(number, what):
        return f"{float(number):.3g} {what}{'' if float(number) == 1 else 's'}"

    async def progress(self):
        while self.told is None:
            await asyncio.sleep(0.1)
        yield {"progress": 1, "message": self.told}
        async with contextlib.aclosing(super().progress()) as events:
            async for event in events:
                yield event

    async def get_pod_manifest(self):
        pod = await super().get_pod_manifest()
        if self.size is not None and not self.size["storage"]:
            claims = {volume.name: volume.persistent_volume_claim or {} for volume in pod.spec.volumes}
            personal = {name for name, claim in claims.items() if claim.get("claimName") == self.pvc_name}
            pod.spec.volumes = [one for one in pod.spec.volumes if one.name not in personal]
            for container in [*pod.spec.containers, *(pod.spec.init_containers or [])]:
                container.volume_mounts = [one for one in container.volume_mounts or [] if self.name_of(one) not in personal]
        return pod

    @staticmethod
    def name_of(mount):
        """KubeSpawner makes objects of the notebook's mounts, and leaves those of other containers as they were written."""
        return mount["name"] if isinstance(mount, dict) else mount.name

    def get_state(self):
        return {**super().get_state(), **({"size": self.size["name"]} if self.size else {})}

    def load_state(self, state):
        super().load_state(state)
        self.size = next((size for size in self.sizes if size["name"] == state.get("size")), None)

    def clear_state(self):
        super().clear_state()
        self.size = self.told = None
