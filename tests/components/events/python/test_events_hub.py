"""Servers of events in JupyterHub's and KubeSpawner's code: what they have, where they run, and what ends them."""

import inspect
import json
import re
from datetime import datetime, timedelta, timezone

import pytest
from event_world import PHASES, REPOSITORY, event, hub_piece
from hub import world_of_sizes
from jupyterhub import orm
from jupyterhub.spawner import Spawner
from kubespawner import KubeSpawner
from traitlets.config import Config

ROOM = ("warming", "open", "leaving")
TAINT = {"key": "binder-event", "operator": "Equal", "value": "pyintro", "effect": "NoSchedule"}
NEAR = {"weight": 100, "preference": {"matchExpressions": [{"key": "kubernetes.azure.com/agentpool", "operator": "In", "values": ["pyintro"]}]}}
GIVES = {
    "set": {"mem_limit": "3G", "mem_guarantee": "1536M", "cpu_limit": 2, "cpu_guarantee": 0.2},
    "add": {"extra_labels": {"binder-event": "pyintro"}, "tolerations": [TAINT], "node_affinity_preferred": [NEAR]},
}


@pytest.fixture
def hub(people, folder):
    """A hub with events, and with sizes if some are given."""

    def opened(*events, sizes=()):
        people.open(*sizes)
        names = {"c": people.config}
        exec(compile(hub_piece(folder, events), "events", "exec"), names)
        people.users.settings["spawner_class"] = people.config.JupyterHub.spawner_class
        return people

    return opened


async def pod_of(spawner):
    return await spawner.get_pod_manifest()


@pytest.mark.parametrize("phase", PHASES)
async def test_a_server_has_what_its_event_gives_while_that_has_room(hub, phase):
    people = hub(event(phase, **GIVES))
    pod = await pod_of(await people.start(people.spawner(), REPOSITORY))
    limits, labels = world_of_sizes.limits(pod), pod.metadata.labels
    if phase in ROOM:
        assert limits == {"cpu": 2.0, "memory": 3 * 2**30, "requests": {"cpu": 0.2, "memory": 1536 * 2**20}}
        assert labels["binder-event"] == "pyintro"
        assert [one.to_dict()["value"] for one in pod.spec.tolerations] == ["user", "pyintro"]
        [near] = pod.spec.affinity.node_affinity.preferred_during_scheduling_ignored_during_execution
        assert (near.weight, near.preference) == (100, NEAR["preference"])
    else:
        assert limits == {"cpu": 1.0, "memory": 2 * 2**30, "requests": {"cpu": 0.05, "memory": 256 * 2**20}}
        assert "binder-event" not in labels and pod.spec.affinity is None


async def test_a_server_of_another_repository_has_the_usual(hub):
    people = hub(event("open", **GIVES))
    pod = await pod_of(await people.start(people.spawner(), "https://example.com/other/repo"))
    assert "binder-event" not in pod.metadata.labels and len(pod.spec.tolerations) == 1


async def test_a_person_cannot_say_that_a_server_is_of_an_event(hub):
    people = hub(event("open", **GIVES))
    await people.start(people.spawner(), REPOSITORY, who=people.user("ada").orm_user)
    assert people.spawner().event is None


async def test_nothing_of_it_is_left_at_the_next_start(hub):
    people = hub(event("open", **GIVES))
    spawner = await people.start(people.spawner(), REPOSITORY)
    await pod_of(spawner)
    assert (spawner.mem_limit, spawner.extra_labels, spawner.node_affinity_preferred) == (2 * 2**30, {}, [])
    people.stop(spawner)
    assert "event" not in spawner.orm_spawner.state
    pod = await pod_of(await people.start(spawner, "https://example.com/other/repo"))
    assert world_of_sizes.limits(pod)["memory"] == 2 * 2**30 and len(pod.spec.tolerations) == 1


async def test_a_size_leaves_it_alone_in_its_time(hub):
    small = world_of_sizes.size("small", [r"https://example\.com/.*"], at_once=1, mem_limit="1G")
    people = hub(event("open", **GIVES), sizes=[small])
    for name in ("ada", "bob", "eve"):
        pod = await pod_of(await people.start(people.spawner(name), REPOSITORY))
        assert world_of_sizes.limits(pod)["memory"] == 3 * 2**30
    pod = await pod_of(await people.start(people.spawner("joe"), "https://example.com/other/repo"))
    assert world_of_sizes.limits(pod)["memory"] == 2**30


async def test_a_hub_that_is_started_anew_knows_its_servers(hub):
    people = hub(event("open", **GIVES))
    state = (await people.start(people.spawner(), REPOSITORY)).get_state()
    assert json.loads(json.dumps(state))["event"] == "pyintro of today"
    again = people.spawner("bob")
    again.load_state(state)
    assert again.event["name"] == "pyintro"
    again.load_state({**state, "event": "pyintro of another day"})
    assert again.event is None


class UsualProxy:
    """Has a route to each server, last used long ago, and those of the hub itself."""

    users = ("ada", "bob", "gone")

    async def get_all_routes(self):
        old = "2020-01-01T00:00:00+00:00"
        servers = {f"/user/{name}/": {"data": {"user": name, "server_name": "", "last_activity": old}} for name in self.users}
        return {"/": {"data": {"hub": True}}, **servers}


@pytest.mark.parametrize("phase", PHASES)
async def test_nobody_ends_it_for_being_idle_while_the_event_has_room(hub, phase):
    people = hub(event("open", **GIVES))
    await people.start(people.spawner("ada"), REPOSITORY)
    await people.start(people.spawner("bob"), "https://example.com/other/repo")
    proxy_class = people.config.JupyterHub.proxy_class
    proxy = type("Proxy", (proxy_class.__mro__[1], UsualProxy), {"known_events": proxy_class.known_events})()
    users = {name: people.user(name) for name in ("ada", "bob")}
    proxy.app = type("App", (), {"users": users, "last_activity_interval": 60})()
    began = datetime.now(timezone.utc)
    moment = event(phase)["times"]
    people.spawner("ada").event["times"] = moment
    routes = await proxy.get_all_routes()
    used = {name: datetime.fromisoformat(routes[f"/user/{name}/"]["data"]["last_activity"]) for name in UsualProxy.users}
    # The hub looks again in a minute.
    assert (used["ada"] >= began + timedelta(seconds=60)) is (phase in ROOM)
    assert used["bob"].year == used["gone"].year == 2020 and routes["/"]["data"] == {"hub": True}


def test_it_takes_no_name_that_kubespawner_has_for_something_else(hub):
    people = hub(event("open", **GIVES))
    mine = people.config.JupyterHub.spawner_class.__mro__[1]
    source = inspect.getsource(KubeSpawner) + inspect.getsource(Spawner)
    theirs = {*dir(KubeSpawner), *re.findall(r"self\.([a-zA-Z_]\w*)", source)}
    own = {name for name in vars(mine) if not name.startswith("__")}
    assert own & theirs == {"start", "get_pod_manifest", "get_state", "load_state", "clear_state"}


@pytest.mark.parametrize("named", ["jupyterhub.proxy.ConfigurableHTTPProxy", "configurable-http-proxy", None])
def test_the_usual_proxy_stays_below(people, folder, named):
    from jupyterhub.proxy import ConfigurableHTTPProxy

    c = Config()
    c.JupyterHub.spawner_class = world_of_sizes.BinderSpawner
    if named is not None:
        c.JupyterHub.proxy_class = named
    exec(hub_piece(folder, [event("open", **GIVES)]), {"c": c})
    assert issubclass(c.JupyterHub.proxy_class, ConfigurableHTTPProxy)


@pytest.mark.parametrize("wrong", [{"spawner_class": "jupyterhub.spawner.SimpleLocalProcessSpawner"}, {"proxy_class": "json.JSONDecoder"}])
def test_what_is_no_place_for_events_ends_the_hub(people, folder, wrong):
    c = Config()
    c.JupyterHub.spawner_class = world_of_sizes.BinderSpawner
    c.JupyterHub.update(wrong)
    with pytest.raises(SystemExit, match="Events: "):
        exec(hub_piece(folder, [event("open", **GIVES)]), {"c": c})


async def test_only_binderhubs_word_counts(hub):
    people = hub(event("open", **GIVES))
    other = orm.Service(name="other")
    people.db.add(other)
    people.db.commit()
    await people.start(people.spawner(), REPOSITORY, who=other)
    assert people.spawner().event is None
