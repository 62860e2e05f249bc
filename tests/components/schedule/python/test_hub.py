"""A JupyterHub that sleeps and wakes, with a real login."""

ASLEEP = "This hub is asleep. It opens on Monday 30 November at 07:30 (Europe/Berlin)."
REPOSITORY = "https://github.com/owner/repo"


async def test_nobody_starts_a_server_on_the_hubs_own_page_while_it_sleeps(hub, folder):
    folder.state(-60, 600)
    token = await hub.run(hub.text).person("ada")
    assert ASLEEP in await hub.start("ada", token)
    assert hub.pods() == []


async def test_an_open_hub_starts_servers(hub, folder):
    folder.state(60, 600)
    token = await hub.run(hub.text).person("ada")
    await hub.start("ada", token)
    assert len(hub.pods()) == 1


async def test_a_hub_whose_job_is_dead_opens_by_itself(hub, folder):
    folder.state(-600, -0.02)
    token = await hub.run(hub.text).person("ada")
    await hub.start("ada", token)
    assert len(hub.pods()) == 1


async def test_what_binderhub_let_through_starts_though_the_folder_of_the_hub_is_late(hub, folder):
    folder.state(-60, 600)
    await hub.run(hub.text).person("ada")
    assert (await hub.launch("ada", REPOSITORY))[0] == "ready"
