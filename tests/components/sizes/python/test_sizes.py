"""Which size a server has, and what KubeSpawner makes of it."""

import pytest
from jupyterhub import orm
from tornado.web import HTTPError
from traitlets.config import Config
from world import DEEP, GPU, GPU_TOLERATION, SOURCE, limits, run_text, size

REPOSITORY = "https://github.com/myorg/deep-learning"


async def test_a_launch_of_a_repository_has_its_size_in_the_pod(people):
    spawner = await people.open(GPU).start(people.spawner(), REPOSITORY)
    pod = await spawner.get_pod_manifest()
    assert limits(pod) == {
        "cpu": 4.0,
        "memory": 8 * 2**30,
        "nvidia.com/gpu": 1,
        "requests": {"cpu": 0.5, "memory": 2 * 2**30},
    }
    assert pod.spec.node_selector == {"agentpool": "deep"}
    assert [one.to_dict()["key"] for one in pod.spec.tolerations] == ["hub.jupyter.org/dedicated", GPU_TOLERATION["key"]]
    assert pod.spec.active_deadline_seconds == 14400
    assert pod.spec.containers[0].image_pull_policy == "Always"


async def test_a_size_without_storage_mounts_all_but_the_personal_volume(people):
    spawner = await people.open(GPU).start(people.spawner(), REPOSITORY)
    pod = await spawner.get_pod_manifest()
    assert [one.name for one in pod.spec.volumes] == ["course"]
    assert [one.mount_path for one in pod.spec.containers[0].volume_mounts] == ["/course"]
    assert spawner.storage_pvc_ensure is False


async def test_no_other_container_mounts_a_volume_that_is_not_there(people):
    mounts = [{"name": "volume-{username}", "mountPath": "/home"}, {"name": "course", "mountPath": "/course"}]
    people.config.KubeSpawner.init_containers = [{"name": "prepare", "image": "x:1", "volumeMounts": mounts}]
    spawner = await people.open(GPU).start(people.spawner(), REPOSITORY)
    [prepare] = (await spawner.get_pod_manifest()).spec.init_containers
    assert prepare.volume_mounts == [{"name": "course", "mountPath": "/course"}]


async def test_a_size_with_storage_keeps_the_personal_volume(people):
    spawner = await people.open(size("large", mem_limit="8G")).start(people.spawner(), REPOSITORY)
    pod = await spawner.get_pod_manifest()
    assert [one.name for one in pod.spec.volumes] == ["volume-ada", "course"]


async def test_nothing_of_a_size_is_left_at_the_next_start(people):
    people.open(GPU)
    plain = await (await people.start(people.spawner("bob"), "https://github.com/other/x")).get_pod_manifest()
    spawner = await people.start(people.spawner(), REPOSITORY)
    people.stop(spawner)
    assert "size" not in spawner.orm_spawner.state and spawner.told is None
    again = await (await people.start(spawner, "https://github.com/other/x")).get_pod_manifest()
    for pod in (plain, again):
        pod.metadata.name = pod.metadata.labels = pod.metadata.annotations = pod.spec.hostname = None
        pod.spec.containers[0].env = pod.spec.volumes = pod.spec.containers[0].volume_mounts = None
    assert again == plain
    assert spawner.storage_pvc_ensure is True
    assert len((await spawner.get_pod_manifest()).spec.volumes) == 2
    assert "size" not in spawner.orm_spawner.state


async def test_what_is_wrong_in_one_start_is_not_in_the_settings_of_all(people):
    people.open(GPU)
    spawner = await people.start(people.spawner(), REPOSITORY)
    spawner.node_selector["x"] = spawner.extra_pod_config["x"] = "y"
    for toleration in spawner.tolerations:
        toleration["key"] = "x"
    people.stop(spawner)
    assert (await people.start(spawner, REPOSITORY)).node_selector == {"agentpool": "deep"}
    assert [one["key"] for one in spawner.tolerations] == ["hub.jupyter.org/dedicated", "nvidia.com/gpu"]
    assert (await people.start(people.spawner("bob"), REPOSITORY)).extra_pod_config == {"activeDeadlineSeconds": 14400}


async def test_the_first_that_matches_wins(people):
    people.open(size("first", [DEEP], mem_limit="3G"), size("second", [DEEP], mem_limit="4G"), size("rest", mem_limit="5G"))
    assert (await people.start(people.spawner(), REPOSITORY)).size["name"] == "first"
    assert (await people.start(people.spawner("bob"), "https://github.com/x/y")).size["name"] == "rest"


async def test_users_or_groups_and_repositories_must_match(people):
    people.open(size("staff", users=["ada"], groups=["staff"]), size("course", [DEEP], groups=["course"]))
    named = {
        "ada": (await people.start(people.spawner("ada"))).size,
        "grace": (await people.start(people.spawner("grace", "staff"))).size,
        "bob": (await people.start(people.spawner("bob", "course"), REPOSITORY)).size,
        "elsewhere": (await people.start(people.spawner("carol", "course"), "https://github.com/x/y")).size,
        "stranger": (await people.start(people.spawner("dan", "other"), REPOSITORY)).size,
    }
    assert {name: found and found["name"] for name, found in named.items()} == {
        "ada": "staff",
        "grace": "staff",
        "bob": "course",
        "elsewhere": None,
        "stranger": None,
    }


@pytest.mark.parametrize("name", ["ADA", "ada ", " ada", "ada\n", "a*", "adа", "ada/..", ""])
async def test_a_name_that_is_nearly_a_persons_is_not_theirs(people, name):
    people.open(size("staff", users=["ada"]))
    assert (await people.start(people.spawner(name))).size is None


@pytest.mark.parametrize(
    "repository",
    [
        "https://github.com/myorg/deep-x/../../evil/deep-x",
        "https://github.com/myorg/deep-x/..",
        "https://github.com/myorg/deep-x%2F..%2F..%2Fevil",
        "https://github.com/evil/myorg/deep-x",
        "https://github.com/evil/x#https://github.com/myorg/deep-x",
        "https://evil.example.org/https://github.com/myorg/deep-x",
        "https://github.com@evil.example.org/myorg/deep-x",
        "https://user:pw@github.com/myorg/deep-x",
        "https://github.com.evil.example.org/myorg/deep-x",
        "https://githubXcom/myorg/deep-x",
        "https://github.com:444/myorg/deep-x",
        "https://gıthub.com/myorg/deep-x",
        "https://gitHuB.com/myorg/deep-x\n",
        "\nhttps://github.com/myorg/deep-x",
        "https://github.com/myorg/deeр-x",
        "https://github.com/myorg/deep",
        "file:///github.com/myorg/deep-x",
        "http://github.com/myorg/deep-x",
        "",
        None,
        ["https://github.com/myorg/deep-x"],
        {"x": "https://github.com/myorg/deep-x"},
        "https://github.com/myorg/deep-" + "x" * 3000,
    ],
)
async def test_another_repository_has_the_usual_size(people, repository):
    spawner = await people.open(GPU).start(people.spawner(), repo_url=repository)
    assert spawner.size is None and spawner.mem_limit == 2 * 2**30


@pytest.mark.parametrize("repository", ["https://github.com/MyOrg/Deep-Learning", REPOSITORY + ".git", REPOSITORY + "/"])
async def test_capital_letters_and_endings_are_the_same_repository(people, repository):
    assert (await people.open(GPU).start(people.spawner(), repository)).size["name"] == "gpu"


@pytest.mark.parametrize("service", ["Binder", "binder2", "cull-idle"])
async def test_another_service_does_not_say_which_repository_it_is(people, service):
    people.open(GPU)
    assert (await people.start(people.spawner(), REPOSITORY, who=orm.Service(name=service))).size is None


async def test_a_person_does_not_say_which_repository_it_is_even_if_they_are_called_binder(people):
    people.open(GPU)
    user = people.user("binder")
    for who in (user, user.orm_user):
        spawner = await people.start(people.spawner("binder"), REPOSITORY, who=who)
        assert spawner.size is None and "for launches from the Binder page" in spawner.told


async def test_people_count_whoever_asks(people):
    people.open(size("staff", users=["ada"]))
    assert (await people.start(people.spawner("ada"), who=people.user("ada"))).size["name"] == "staff"


async def test_no_more_than_at_once(people):
    people.open(size("two", [DEEP], at_once=2))
    first = await people.start(people.spawner("a"), REPOSITORY)
    await people.start(people.spawner("b"), REPOSITORY)
    await people.start(people.spawner("c"), "https://github.com/x/y")
    with pytest.raises(HTTPError) as refused:
        await people.start(people.spawner("d"), REPOSITORY)
    assert refused.value.jupyterhub_message == "No more than 2 servers of the size two may run at once, and so many do. Try again when somebody has stopped one."
    people.stop(people.spawner("d"))
    people.stop(first)
    assert (await people.start(people.spawner("d"), REPOSITORY)).size["name"] == "two"


async def test_a_server_that_starts_again_does_not_count_itself(people):
    people.open(size("one", [DEEP], at_once=1))
    spawner = await people.start(people.spawner("a"), REPOSITORY)
    assert spawner.orm_spawner.state["size"] == "one"  # as a hub leaves it that ends in the middle
    assert (await people.start(spawner, REPOSITORY)).size["name"] == "one"


async def test_several_servers_of_one_person_count(people):
    people.open(size("one", [DEEP], at_once=1))
    await people.start(people.spawner("a", server="x"), REPOSITORY)
    with pytest.raises(HTTPError):
        await people.start(people.spawner("a", server="y"), REPOSITORY)


async def test_a_size_is_known_again_after_a_restart_of_the_hub(people):
    people.open(GPU)
    spawner = await people.start(people.spawner(), REPOSITORY)
    assert spawner.orm_spawner.state["size"] == "gpu"
    people.open(GPU)
    again = people.spawner()
    assert again is not spawner and again.size["name"] == "gpu"
    assert again.get_state()["size"] == "gpu"


async def test_a_size_that_is_no_more_is_no_error_after_a_restart(people):
    people.open(GPU)
    await people.start(people.spawner(), REPOSITORY)
    assert people.open(size("other")).spawner().size is None


@pytest.mark.parametrize(
    "given, words",
    [
        (GPU, "Size gpu: up to 8 GiB of memory and 4 cores, 1 GPU, at most 4 hours, without your personal volume"),
        (size("small", mem_limit="512M", cpu_limit=1), "Size small: up to 512 MiB of memory and 1 core"),
        (size("none", [DEEP + "x"]), "Usual size: up to 2 GiB of memory and 1 core"),
    ],
)
async def test_a_person_is_told_the_size_first(people, given, words):
    spawner = await people.open(given).start(people.spawner(), REPOSITORY)
    events = spawner.progress()
    assert (await anext(events))["message"] == words
    await events.aclose()


async def test_the_check_of_private_images_stands_before_the_choice(people, monkeypatch):
    """Both texts run among the same names, in the order of theirs; whatever other texts call their own."""
    monkeypatch.setenv("PRIVATE_REPOSITORIES_NAME_KEY", "0123456789abcdef" * 4)
    people.open(GPU)
    check = SOURCE.parents[2] / "private-repositories/python/hub.py"
    people.names.update(dict.fromkeys(("size", "told", "counted", "value_of", "name_of", "patterns", "compiled"), "somebody's own"))
    exec(compile(check.read_text() + '\nprivate_images(c, {"image_prefix_marker": "private-"})\n', "check", "exec"), people.names)
    people.users.settings["spawner_class"] = people.config.JupyterHub.spawner_class
    spawner = people.spawner()
    assert [one.__name__ for one in type(spawner).__mro__[:3]] == ["PrivateImageSpawner", "PrivateImages", "SizedSpawner"]
    await people.start(spawner, REPOSITORY)
    assert spawner.size["name"] == "gpu"
    people.stop(spawner)
    with pytest.raises(HTTPError, match="private repository"):
        await people.start(spawner, REPOSITORY, image=f"r.example.org/binder-private{'ab' * 18}:1")
    assert spawner.size is None


def test_a_hub_without_kubespawner_stops_and_says_what_is_missing():
    c = Config({"JupyterHub": {"spawner_class": type("Other", (), {})}})
    with pytest.raises(SystemExit, match="Other has no .*mem_limit.*KubeSpawner 7"):
        run_text(c, [GPU])


def test_a_pattern_that_is_none_stops_the_hub():
    with pytest.raises(SystemExit):
        run_text(Config(), [size("x", ["("])])
