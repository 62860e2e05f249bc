"""Hours in a real JupyterHub, in a process of its own."""

import asyncio

import pytest
from hours_world import rows, write

THIS, LAST = "2026-11-23", "2026-11-16"
USED = "You have used 20 of 20 hours this week. New hours begin on Monday, 30 November, 00:00 UTC."


async def test_people_read_why_they_start_no_server_and_the_hub_goes_on(hub):
    write(hub.file, ("ada", THIS, 20 * 3600))
    token = await hub.open().person("ada")
    # The hub would end itself after five failures.
    for _ in range(6):
        assert await hub.start("ada", token) == f"Spawn failed: {USED}"
    assert hub.pods() == []
    last, said = await hub.launch("ada", "https://github.com/myorg/x")
    assert last == said[-1] == f"Spawn failed: {USED}"
    await hub.person("grace")
    said = []
    for number in range(10):
        # Of a server that is there before the page has asked for its progress, nothing is shown.
        if len(said := (await hub.launch("grace", "https://github.com/myorg/x", f"server-{number}"))[1]) > 1:
            break
    assert said[1] == "You have 20 of 20 hours left this week"


async def test_the_hub_stops_a_server_whose_hours_are_used_up(hub):
    write(hub.file, ("ada", THIS, 20 * 3600 - 30))
    token = await hub.open(before="WeekHours.tick_seconds = 0.05").person("ada")
    assert (await hub.start("ada", token)).startswith("Server ready")
    hub.set(hub.now + 60)
    async with asyncio.timeout(60):
        while (await hub.ask("users/ada"))[1]["servers"]:
            await asyncio.sleep(0.05)
    assert hub.pods() == [] and rows(hub.file)["ada", THIS] == 20 * 3600 + 30
    assert await hub.start("ada", token) == f"Spawn failed: {USED}"


async def test_a_person_sees_their_own_hours(hub):
    write(hub.file, ("ada", THIS, 5400), ("ada", LAST, 3600), ("grace", THIS, 60))
    assert await hub.open().page("ada") == (200, [["ada", "1.5", "1"]])
    assert await hub.page("turing") == (200, [["turing", "0", "0"]])
    # The scripts of JupyterHub's pages need it.
    assert 'xsrf_token: "",' not in (await hub.text("ada", "/hub/hours"))[1]
    hub.close()
    assert "".join(hub.log).count("Traceback") == 0


async def test_an_administrator_sees_everybodys(hub):
    write(hub.file, ("ada", THIS, 5400), ("grace", THIS, 360))
    hub.open(before="c.Authenticator.admin_users = {'grace'}")
    assert await hub.page("grace") == (200, [["ada", "1.5", "0"], ["grace", "0.1", "0"]])


async def test_nobody_sees_hours_without_a_login_or_with_a_token(hub):
    write(hub.file, ("ada", THIS, 5400))
    token = await hub.open().person("ada")
    assert (await hub.page())[0] == 302
    assert (await hub.page(path=f"/hub/hours?token={token}"))[0] == 302
    assert (await hub.text(None, "/hub/hours", headers={"Authorization": f"token {token}"}))[0] == 302


async def test_the_home_of_a_person_leads_to_their_hours(hub):
    write(hub.file, ("ada", THIS, 5400))
    code, text = await hub.open(before="c.JupyterHub.template_vars = {'announcement': 'Exam today'}").text("ada", "/hub/home")
    assert code == 200
    assert 'You have used 1.5 of 20 hours this week. <a href="hours">All your hours</a><br>Exam today' in text


async def test_hours_that_cannot_be_read_close_no_page_but_their_own(hub):
    token = await hub.open(file=hub.folder / "no" / "file").person("ada")
    assert (await hub.start("ada", token)).startswith("Server ready")
    assert (await hub.text("ada", "/hub/home"))[0] == 200
    code, text = await hub.text("ada", "/hub/hours")
    assert code == 503 and "The hours cannot be read now." in text


@pytest.mark.parametrize("name, code", [("load--0a1b-1", 403), ("Load--x", 403), ("binder-check", 403), ("load-ada", 200), ("ada", 200)])
async def test_nobody_logs_in_with_a_name_that_is_not_counted(hub, name, code):
    assert (await hub.open().text(name, "/hub/home"))[0] == code
