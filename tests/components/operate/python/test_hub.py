"""A closed JupyterHub: people's own starts, and launches that BinderHub had let through a moment before."""

REPOSITORY = "https://github.com/myorg/x"
CLOSED = "Back at 14:00"


async def test_a_person_starts_no_server_while_it_is_closed(hub):
    hub.mount.write(CLOSED)
    token = await hub.open().person("ada")
    assert await hub.start("ada", token) == f"Spawn failed: {CLOSED}"
    assert hub.pods() == []


async def test_it_is_opened_while_it_runs(hub):
    hub.mount.write(CLOSED)
    token = await hub.open().person("ada")
    await hub.start("ada", token)
    hub.mount.write("")
    assert (await hub.start("ada", token)).startswith("Server ready") and len(hub.pods()) == 1


async def test_it_is_open_without_the_file(hub):
    token = await hub.open().person("ada")
    assert (await hub.start("ada", token)).startswith("Server ready")


async def test_a_server_that_runs_goes_on_when_it_is_closed(hub):
    token = await hub.open().person("ada")
    await hub.start("ada", token)
    hub.mount.write(CLOSED)
    _, user = await hub.ask("users/ada", token=token)
    assert user["servers"][""]["ready"] and len(hub.pods()) == 1


async def test_the_binder_page_says_why_a_launch_fails_that_binderhub_let_through_and_the_hub_goes_on(hub):
    hub.mount.write(CLOSED)
    await hub.open().person("ada")
    # The hub would end itself after five failures.
    for _ in range(6):
        outcome, shown = await hub.launch("ada", REPOSITORY)
        assert (outcome, shown[-1]) == (f"Spawn failed: {CLOSED}",) * 2
    hub.mount.write("")
    assert (await hub.launch("ada", REPOSITORY))[0] == "ready"
    hub.close()
    assert not [line for line in hub.log if "consecutive" in line]
