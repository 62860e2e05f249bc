"""A real JupyterHub, with BinderHub's real launcher and people's own tokens."""

import asyncio

from world import DEEP, size

DEEP_REPOSITORY = "https://github.com/myorg/deep-learning"
LARGE = size("large", [DEEP], mem_limit="8G")
ONE = size("one", [DEEP], at_once=1, mem_limit="8G")
GIB = 2**30


async def test_a_launch_has_its_size_and_the_page_says_so(hub):
    hub.open(LARGE)
    await hub.person("ada")
    assert await hub.launch("ada", DEEP_REPOSITORY) == (
        "ready",
        ["Server requested", "Size large: up to 8 GiB of memory", "Server ready at /user/ada/"],
    )
    assert hub.pods() == [8 * GIB]


async def test_a_person_who_claims_a_repository_has_the_usual_size(hub):
    hub.open(LARGE)
    token = await hub.person("mallory")
    code, _ = await hub.ask("users/mallory/server", "POST", token, image="image:1", repo_url=DEEP_REPOSITORY)
    assert code in (201, 202)
    said = await hub.progress("mallory", token)
    assert said[-1].startswith("Server ready") and hub.pods() == [2 * GIB]


async def test_a_start_that_repeats_binderhubs_options_has_the_usual_size(hub):
    hub.open(LARGE)
    token = await hub.person("mallory")
    await hub.launch("mallory", DEEP_REPOSITORY)
    await hub.ask("users/mallory/server", "DELETE", token)
    await hub.ask("users/mallory/server", "POST", token)
    await hub.progress("mallory", token)
    assert hub.pods() == [2 * GIB]


async def test_a_group_of_the_hub_counts_in_a_start_of_ones_own(hub):
    hub.open(size("staff", groups=["staff"], mem_limit="8G"))
    token = await hub.person("grace", "staff")
    await hub.ask("users/grace/server", "POST", token, image="image:1")
    await hub.progress("grace", token)
    assert hub.pods() == [8 * GIB]


async def test_launches_at_the_same_moment_are_no_more_than_at_once(hub):
    hub.open({**ONE, "at_once": 2})
    names = [f"p{number}" for number in range(6)]
    for name in names:
        await hub.person(name)
    outcomes = await asyncio.gather(*(hub.launch(name, DEEP_REPOSITORY) for name in names))
    assert sorted(outcome == "ready" for outcome, _ in outcomes) == [False] * 4 + [True] * 2
    assert hub.pods() == [8 * GIB] * 2


async def test_the_page_says_why_a_server_does_not_start_and_the_hub_goes_on(hub):
    hub.open(ONE)
    for name in ("a", "b"):
        await hub.person(name)
    await hub.launch("a", DEEP_REPOSITORY)
    said = "Spawn failed: No more than 1 server of the size one may run at once, and one does. Try again when somebody has stopped one."
    for _ in range(6):
        outcome, shown = await hub.launch("b", DEEP_REPOSITORY)
        assert (outcome, shown[-1]) == (said, said)
    assert (await hub.launch("b", "https://github.com/other/x"))[0] == "ready"
    hub.close()
    assert not [line for line in hub.log if "consecutive" in line]


async def test_a_server_counts_after_a_restart_of_the_hub_and_no_more_once_it_ends(hub):
    hub.open(ONE)
    for name in ("a", "b"):
        await hub.person(name)
    await hub.launch("a", DEEP_REPOSITORY)
    hub.close()
    hub.open(ONE)
    assert "at once" in (await hub.launch("b", DEEP_REPOSITORY))[0]
    await hub.ask("users/a/server", "DELETE")
    assert (await hub.launch("b", DEEP_REPOSITORY))[0] == "ready"
