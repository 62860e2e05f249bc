"""Shared folders with KubeSpawner's real `get_pod_manifest`, and JupyterHub's real users and groups."""

import json
from pathlib import Path

import pytest
from jupyterhub import orm
from jupyterhub.objects import Hub
from jupyterhub.user import User
from kubernetes_asyncio.client import ApiClient
from kubespawner import KubeSpawner
from traitlets.config import Config

CODE = (Path(__file__).parents[4] / "components/folders/python/folders.py").read_text()

DATA = {"name": "data", "claim": "data-sets", "at": "/mnt/binderhub/folders/data", "readers": "everybody", "writers": {"users": ["ada"], "groups": ["staff"]}}
COURSE = {"name": "course", "claim": "folder-course", "at": "/data/course", "readers": {"users": [], "groups": ["course"]}, "writers": {"users": [], "groups": ["course"]}}


def configured(folders, usual=KubeSpawner, c=None):
    """Runs the text as the chart runs a piece of its configuration, and returns the spawner's class."""
    c = c or Config()
    c.JupyterHub.spawner_class = usual
    exec(f"{CODE}\nshared_folders(c, json.loads({json.dumps(json.dumps(folders))}))", {"c": c})
    return c.JupyterHub.spawner_class


@pytest.fixture
def session():
    session = orm.new_session_factory("sqlite:///:memory:")()
    yield session
    session.close()


@pytest.fixture
def spawner_of(session, monkeypatch):
    """A spawner of a person, and of groups that the person is in. There is no cluster."""
    monkeypatch.setattr("kubespawner.spawner.load_config", lambda **_: None)
    monkeypatch.setattr("kubespawner.spawner.shared_client", lambda *_, **__: None)

    def make(spawner_class, name, groups=(), **config):
        person = orm.User(name=name)
        session.add(person)
        for group in groups:
            found = session.query(orm.Group).filter_by(name=group).one_or_none() or orm.Group(name=group)
            session.add(found)
            found.users.append(person)
        session.commit()
        user = User(person, {"spawner_class": spawner_class}, db=session)
        return spawner_class(user=user, hub=Hub(), image="image", cmd=["jupyterhub-singleuser"], api_token="t", _mock=True, **config)

    return make


async def pod_of(spawner):
    """A pod as the API server gets it."""
    async with ApiClient() as client:
        return client.sanitize_for_serialization(await spawner.get_pod_manifest())


def mounts_of(pod):
    return {mount["mountPath"]: (mount["name"], mount.get("readOnly")) for mount in pod["spec"]["containers"][0]["volumeMounts"]}


def volumes_of(pod):
    claims = {volume["name"]: volume["persistentVolumeClaim"] for volume in pod["spec"]["volumes"]}
    return {name: (claim["claimName"], claim.get("readOnly")) for name, claim in claims.items()}


async def folders_of(spawner):
    """Each folder of a pod: its mount and claim, and whether the mount and the volume are read-only."""
    pod = await pod_of(spawner)
    volumes = volumes_of(pod)
    return {name: (at, volumes[name][0], reads, volumes[name][1]) for at, (name, reads) in mounts_of(pod).items() if name.startswith("folder-")}


READ = {"folder-data": ("/mnt/binderhub/folders/data", "data-sets", True, True)}
WRITTEN = {"folder-data": ("/mnt/binderhub/folders/data", "data-sets", False, False)}


async def test_everybody_reads_and_the_mount_and_the_volume_are_both_read_only(spawner_of):
    assert await folders_of(spawner_of(configured([DATA]), "grace")) == READ


async def test_who_writes_by_name_gets_a_volume_to_write_to(spawner_of):
    assert await folders_of(spawner_of(configured([DATA]), "ada")) == WRITTEN


async def test_who_writes_by_a_group_gets_a_volume_to_write_to(spawner_of):
    assert await folders_of(spawner_of(configured([DATA]), "grace", ["staff"])) == WRITTEN


async def test_a_user_who_is_called_like_a_group_does_not_write(spawner_of):
    assert await folders_of(spawner_of(configured([DATA]), "staff", ["ada"])) == READ


async def test_nobody_writes_where_nobody_is_named(spawner_of):
    nobody = {**DATA, "writers": {"users": [], "groups": []}}
    assert await folders_of(spawner_of(configured([nobody]), "ada", ["staff"])) == READ


async def test_everybody_writes_where_that_is_said(spawner_of):
    assert await folders_of(spawner_of(configured([{**DATA, "writers": "everybody"}]), "grace")) == WRITTEN


async def test_a_folder_of_a_group_is_not_there_for_others(spawner_of):
    assert await folders_of(spawner_of(configured([COURSE]), "ada", ["staff"])) == {}
    assert await folders_of(spawner_of(configured([COURSE]), "grace", ["course"])) == {"folder-course": ("/data/course", "folder-course", False, False)}


async def test_who_may_write_but_not_read_has_nothing(spawner_of):
    closed = {**DATA, "readers": {"users": ["grace"], "groups": []}}
    assert await folders_of(spawner_of(configured([closed]), "ada")) == {}


async def test_a_persons_own_options_decide_nothing(spawner_of):
    spawner = spawner_of(configured([DATA, COURSE]), "eve")
    spawner.user_options = {
        "groups": ["staff", "course"],
        "user": "ada",
        "writers": "everybody",
        "shared_folders": [COURSE],
        "volumes": [{"name": "hub", "persistentVolumeClaim": {"claimName": "hub-db-dir"}}],
        "volume_mounts": [{"name": "hub", "mountPath": "/hub"}],
    }
    await spawner.load_user_options()
    assert await folders_of(spawner) == READ
    assert "hub" not in volumes_of(await pod_of(spawner))


async def test_who_leaves_a_group_loses_the_right_at_the_next_start_of_the_same_spawner(session, spawner_of):
    spawner = spawner_of(configured([DATA, COURSE]), "grace", ["staff", "course"])
    assert set(await folders_of(spawner)) == {"folder-data", "folder-course"}
    for group in session.query(orm.Group):
        group.users.clear()
    session.commit()
    assert await folders_of(spawner) == READ


async def test_starts_one_after_the_other_add_nothing_to_the_spawner(spawner_of):
    spawner = spawner_of(configured([DATA]), "ada")
    before = list(spawner.volumes), list(spawner.volume_mounts)
    first, second = await pod_of(spawner), await pod_of(spawner)
    assert first == second
    assert (spawner.volumes, spawner.volume_mounts) == before


async def test_a_start_that_fails_leaves_nothing_either(spawner_of):
    class Fails(KubeSpawner):
        async def get_pod_manifest(self):
            raise ValueError("no")

    spawner = spawner_of(configured([DATA], Fails), "ada")
    with pytest.raises(ValueError):
        await spawner.get_pod_manifest()
    assert (spawner.volumes, spawner.volume_mounts) == ([], [])


PERSONAL = {
    "volumes": [{"name": "volume-{user_server}", "persistentVolumeClaim": {"claimName": "{pvc_name}"}}],
    "volume_mounts": [{"mountPath": "/mnt/binderhub/storage", "name": "volume-{user_server}", "subPath": None}],
}


async def test_the_persons_own_volume_and_those_of_the_chart_stay(spawner_of):
    pod = await pod_of(spawner_of(configured([DATA]), "ada", pvc_name_template="claim-{username}", **PERSONAL))
    assert volumes_of(pod) == {"volume-ada": ("claim-ada", None), "folder-data": ("data-sets", False)}
    assert set(mounts_of(pod)) == {"/mnt/binderhub/storage", "/mnt/binderhub/folders/data"}


async def test_volumes_by_name_stay_too(spawner_of):
    by_name = {kind: {"own": items[0]} for kind, items in PERSONAL.items()}
    pod = await pod_of(spawner_of(configured([DATA]), "ada", **by_name))
    assert set(volumes_of(pod)) == {"volume-ada", "folder-data"}


def sized(c):
    """A subclass like one that gives sizes: it sets traits for each start, and may drop the person's own volume."""

    class Sized(c.JupyterHub.spawner_class):
        async def get_pod_manifest(self):
            usual = self.volumes, self.volume_mounts, self.mem_limit
            drops = lambda items: [item for item in items if item["name"] != "volume-{user_server}"]
            self.volumes, self.volume_mounts, self.mem_limit = drops(self.volumes), drops(self.volume_mounts), 2**30
            try:
                return await super().get_pod_manifest()
            finally:
                self.volumes, self.volume_mounts, self.mem_limit = usual

    return Sized


@pytest.mark.parametrize("first", ["sizes", "folders"])
async def test_another_subclass_may_stand_before_or_behind(spawner_of, first):
    c = Config()
    c.JupyterHub.spawner_class = KubeSpawner
    if first == "sizes":
        spawner_class = configured([DATA], sized(c), c)
    else:
        configured([DATA], KubeSpawner, c)
        spawner_class = sized(c)
    spawner = spawner_of(spawner_class, "ada", **PERSONAL)
    for _ in range(2):
        pod = await pod_of(spawner)
        assert volumes_of(pod) == {"folder-data": ("data-sets", False)}
        assert pod["spec"]["containers"][0]["resources"]["limits"]["memory"] == 2**30
    assert spawner.volumes == PERSONAL["volumes"]


def test_the_hub_keeps_the_configuration_of_its_spawner(spawner_of):
    spawner = spawner_of(configured([DATA]), "ada", config=Config(KubeSpawner={"delete_pvc": False}))
    assert spawner.delete_pvc is False


def test_a_hub_with_another_spawner_stops_and_says_what_is_missing():
    class Other:
        pass

    with pytest.raises(SystemExit, match="has no volumes, volume_mounts, get_pod_manifest"):
        configured([DATA], Other)


def test_a_spawner_that_has_lost_a_trait_is_told_by_the_trait():
    class Older(KubeSpawner):
        @classmethod
        def class_trait_names(cls, **metadata):
            return [name for name in super().class_trait_names(**metadata) if name != "volume_mounts"]

    with pytest.raises(SystemExit, match="has no volume_mounts[.]"):
        configured([DATA], Older)


async def test_a_user_who_is_deleted_keeps_the_volume_only_if_that_is_asked_for(spawner_of):
    for keeps in (False, True):
        spawner = spawner_of(configured([]), f"ada{keeps}", config=Config(KubeSpawner={"delete_pvc": not keeps}))
        deleted = []

        async def gone(name, timeout):
            deleted.append(name)
            return True

        spawner._make_delete_pvc_request = gone
        await spawner.delete_forever()
        assert bool(deleted) is not keeps
