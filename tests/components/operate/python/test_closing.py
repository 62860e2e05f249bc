"""A closed BinderHub."""

import pytest
from binderhub.quota import KubernetesLaunchQuota
from prometheus_client import REGISTRY
from text import SOURCE, piece
from traitlets.config import Config
from world import Builds, Registry

CLOSED = "Back at 14:00"


async def test_an_open_hub_builds_and_launches(world):
    world.mount.write("")
    assert (await world.open().launch())[0] == "ready"
    assert len(Builds.begun) == 1 and world.launched == Builds.begun


async def test_nothing_is_built_while_it_is_closed(world):
    world.mount.write(CLOSED)
    assert await world.open().launch() == ("failed", CLOSED)
    assert Builds.begun == [] and world.launched == []


async def test_nothing_is_launched_that_was_built_before(world):
    world.mount.write(CLOSED)
    Registry.has_image = True
    assert await world.open().launch() == ("failed", CLOSED)
    assert world.launched == []


async def test_nothing_is_launched_after_a_build_during_which_it_was_closed(world):
    world.mount.write("")
    Builds.during = staticmethod(lambda: world.mount.write(CLOSED))
    assert await world.open().launch() == ("failed", CLOSED)
    assert len(Builds.begun) == 1 and world.launched == []


async def test_it_is_opened_and_closed_while_it_runs(world):
    world.open()
    for message, phase in ((CLOSED, "failed"), ("", "ready"), ("Again", "failed"), (" \n", "ready")):
        world.mount.write(message)
        assert (await world.launch())[0] == phase


async def test_it_is_open_without_the_file(world):
    assert (await world.open().launch())[0] == "ready"


async def test_refusals_are_counted_as_such(world):
    def refused():
        labels = {"provider": "", "repo": "https://example.com/fake/repo.git", "status": "closed"}
        return REGISTRY.get_sample_value("binderhub_launch_count_total", labels) or 0

    world.mount.write(CLOSED)
    before = refused()
    await world.open().launch()
    assert refused() == before + 1


@pytest.mark.parametrize("servers, phase", [(3, "failed"), (2, "ready")])
async def test_an_open_hub_still_has_its_quota(world, servers, phase):
    world.mount.write("")
    Registry.has_image = True
    # Of a repository without a quota of its own, b9fad995 compares with None.
    world.open(servers=servers, LaunchQuota={"total_quota": 3}, BinderHub={"per_repo_quota": 10})
    assert (await world.launch())[0] == phase


async def test_health_still_compares_with_the_quota(world):
    world.open(LaunchQuota={"total_quota": 3})
    assert world.app.tornado_app.settings["launch_quota"].total_quota == 3


def test_the_usual_quota_is_that_of_binderhub(world):
    quota = world.open().app.launch_quota_class
    assert issubclass(quota, KubernetesLaunchQuota)


OWN = """
from binderhub.quota import LaunchQuota, LaunchQuotaExceeded

class Own(LaunchQuota):
    async def check_repo_quota(self, image_name, repo_config, repo_url):
        raise LaunchQuotaExceeded("Own", quota=1, used=1, status="own")

c.BinderHub.launch_quota_class = Own
"""


@pytest.mark.parametrize("message, said", [("", "Own"), (CLOSED, CLOSED)])
async def test_a_quota_of_ones_own_counts_while_it_is_open(world, message, said):
    world.mount.write(message)
    assert await world.open(before=OWN).launch() == ("failed", said)


async def test_a_quota_is_also_named_as_text(world):
    quota = world.open(BinderHub={"launch_quota_class": "binderhub.quota.LaunchQuota"}).app.launch_quota_class
    assert not issubclass(quota, KubernetesLaunchQuota)


async def test_a_piece_that_cannot_run_ends_the_program(world):
    c = Config()
    c.BinderHub.launch_quota_class = "no.such.Quota"
    with pytest.raises(SystemExit, match="Closing: ModuleNotFoundError"):
        exec(compile(piece("closing.py", world.mount), "", "exec"), {"c": c})


def test_the_gate_of_private_repositories_finds_nothing_that_it_leans_on_changed(world):
    world.open()
    gate = "\n".join(file.read_text() for file in sorted((SOURCE.parents[1] / "private-repositories/python/binder").glob("*.py")))
    names = {}
    exec(compile(gate, "gate", "exec"), names)
    # The test itself has another.
    assert names["changed_under_us"]() == ["launcher.Launcher.launch"]


@pytest.mark.parametrize("path", ["/", "/v2/fake/repo/HEAD"])
async def test_pages_say_that_it_is_closed(world, path):
    world.mount.write(CLOSED)
    assert await world.open().banner(path) == f"<strong>{CLOSED}</strong>"


async def test_templates_of_ones_own_say_so_too(world, tmp_path):
    (tmp_path / "page.html").write_text("<p>{{ banner | safe }}</p>")
    world.mount.write(CLOSED)
    assert await world.open(BinderHub={"template_path": str(tmp_path)}).text("/") == f"<p><strong>{CLOSED}</strong></p>"


async def test_the_message_is_no_html(world):
    world.mount.write('<script>"&\'</script>')
    assert await world.open().banner() == "<strong>&lt;script&gt;&quot;&amp;&#x27;&lt;/script&gt;</strong>"


async def test_the_usual_banner_is_below_it_and_alone_again_once_it_is_open(world):
    usual = '<a href="https://example.org">Help</a>'
    world.open(BinderHub={"banner_message": usual})
    seen = []
    for message in ("", CLOSED, "Later", ""):
        world.mount.write(message)
        seen.append(await world.banner())
    assert seen == [usual, f"<strong>{CLOSED}</strong><br>{usual}", f"<strong>Later</strong><br>{usual}", usual]


async def test_without_a_usual_banner_there_is_none_once_it_is_open(world):
    world.mount.write(CLOSED)
    await world.open().banner()
    world.mount.write("")
    assert await world.banner() == ""
