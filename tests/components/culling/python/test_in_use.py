"""The table of docs/scaling.md, row by row: what counts as use, under each value of `culling.inUse`."""

import asyncio
import logging
import time
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from jupyterhub import orm
from world import LIMIT, PROXY, SOURCE, moment, now, until

logins = pytest.mark.parametrize("login", [False, True], ids=["nobody-logs-in", "people-log-in"])
asking = pytest.mark.parametrize("in_use", ["running", "either"])
every = pytest.mark.parametrize("in_use", ["open", "running", "either"])
real_proxy = pytest.mark.skipif(PROXY is None, reason="there is no configurable-http-proxy")


def tokens_made(monkeypatch):
    """Notes of the tokens that the hub makes from now on."""
    made, usual = [], orm.APIToken.new.__func__

    def new(cls, *args, **more):
        made.append(more.get("note"))
        return usual(cls, *args, **more)

    monkeypatch.setattr(orm.APIToken, "new", classmethod(new))
    return made


async def launched(world, in_use, login=False, **more):
    """As the program sets it up: where the hub asks, servers report nothing."""
    await world.open(in_use, login, **{"reports": "0" if login and in_use != "open" else "", **more})
    return await world.launch()


@logins
@asking
async def test_a_kernel_that_computes_unseen_keeps_its_server(world, in_use, login):
    await launched(world, in_use, login)
    await (await world.kernel()).compute()
    before, looked = world.known(), now()
    assert await world.look() >= looked
    assert not await world.ends(world.seen_between(before, looked))


@asking
async def test_the_maximum_age_ends_a_server_that_computes(world, in_use):
    await launched(world, in_use)
    await (await world.kernel()).compute()
    await world.look()
    assert await world.ends(now(), max_age=0.001)


@logins
async def test_a_kernel_that_computes_unseen_keeps_nothing_by_default(world, login):
    await launched(world, "open", login)
    await (await world.kernel()).compute()
    looked = now()
    known = await world.look()
    # What the server itself would report with a login.
    assert moment((await world.ask("api/status"))["last_activity"]) < looked
    assert await world.ends(world.seen_between(known, looked))


async def test_with_a_login_what_a_kernel_prints_counts_by_default(world):
    await launched(world, "open", login=True, reports="1")
    kernel = await world.kernel()
    tab = await kernel.open_tab()
    await kernel.start("import time\nwhile True: print('.', flush=True), time.sleep(0.2)", tab)
    tab.close()
    closed = now()

    async def reported():
        world.hub.db.expire_all()
        return world.known() > closed

    await until(reported)


@logins
@every
async def test_an_idle_kernel_without_a_tab_keeps_nothing(world, in_use, login):
    await launched(world, in_use, login)
    kernel = await world.kernel()
    tab = await kernel.open_tab()
    worked = await kernel.run("1", tab)
    tab.close()
    looked = now()
    known = await world.look()
    assert known < looked and (in_use == "open" or known == worked)
    assert await world.ends(world.seen_between(known, looked))


@logins
@pytest.mark.parametrize(("in_use", "stays"), [("open", True), ("running", False), ("either", True)])
async def test_an_open_tab_with_an_idle_kernel(world, in_use, stays, login):
    await launched(world, in_use, login)
    kernel = await world.kernel()
    tab = await kernel.open_tab()
    worked = await kernel.run("1", tab)
    # JupyterLab asks for these without end while its tab is in front.
    await world.ask("api/kernels"), await world.ask("api/sessions"), await world.ask("api/terminals")
    world.hub.proxy.traffic = now()
    assert await world.look() == (world.hub.proxy.traffic if stays else worked)
    assert (await kernel.model())["connections"] == 1
    assert await world.ends(world.seen_between(worked, world.hub.proxy.traffic)) != stays
    tab.close()


@every
async def test_an_open_tab_without_kernel_or_terminal_counts(world, in_use):
    """It may be RStudio or another program behind the server, of which nothing is known but its traffic."""
    await launched(world, in_use)
    before, world.hub.proxy.traffic = world.known(), now()
    assert await world.look() == world.hub.proxy.traffic
    assert not await world.ends(world.seen_between(before, world.hub.proxy.traffic))


@pytest.mark.parametrize(("in_use", "counts"), [("open", False), ("running", True), ("either", True)])
async def test_what_a_terminal_prints_unseen(world, in_use, counts):
    await launched(world, in_use)
    name = (await world.ask("api/terminals", "POST"))["name"]
    tab = await world.open_terminal(name)
    await world.type(tab, "printf 'be%s\\n' gun; while sleep 0.1; do echo x; done\r", until_it_says="begun")
    tab.close()
    before, closed = world.known(), now()

    async def printed():
        told = moment((await world.ask("api/terminals"))[0]["last_activity"])
        return told if told > closed else None

    printed_at = await until(printed)
    known = await world.look()
    assert known >= printed_at if counts else known == before
    assert await world.ends(world.seen_between(before, printed_at)) != counts


@asking
async def test_a_silent_terminal_keeps_nothing(world, in_use):
    await launched(world, in_use)
    name = (await world.ask("api/terminals", "POST"))["name"]
    tab = await world.open_terminal(name)
    await world.type(tab, "printf 'be%s\\n' gun; exec sleep 100000\r", until_it_says="begun\r\n")
    tab.close()
    told = moment((await world.ask("api/terminals"))[0]["last_activity"])
    looked = now()
    assert await world.look() == told
    assert await world.ends(world.seen_between(told, looked))


@logins
@asking
async def test_a_look_is_no_use_itself_and_makes_no_token(world, in_use, login, monkeypatch):
    await launched(world, in_use, login)
    await (await world.kernel()).compute()
    made = tokens_made(monkeypatch)
    before = (await world.ask("api/status"))["last_activity"]
    person, tokens = world.hub.users["ada"].orm_user, [token.note for token in world.hub.users["ada"].api_tokens]
    acted = person.last_activity
    await world.hub.proxy.get_all_routes()
    world.hub.db.expire_all()
    assert (await world.ask("api/status"))["last_activity"] == before
    assert (person.last_activity, [token.note for token in world.hub.users["ada"].api_tokens]) == (acted, tokens)
    assert made == []


async def test_a_hub_that_started_again_asks_with_one_token_which_opens_this_server_alone_and_ends_with_it(world, monkeypatch):
    await launched(world, "running", login=True)
    await (await world.kernel()).compute()
    # What `Spawner.get_state` keeps has no token in it.
    world.spawner.api_token = ""
    person, made = world.hub.users["ada"], tokens_made(monkeypatch)
    before = {token.id for token in person.api_tokens}
    # The hub notes only what is half a minute later than what it knows.
    person.orm_user.last_activity = acted = now().replace(tzinfo=None) - timedelta(hours=1)
    world.hub.db.commit()
    await world.hub.proxy.get_all_routes()
    world.hub.db.expire_all()
    assert person.orm_user.last_activity == acted
    looked = now()
    assert await world.look() >= looked
    looked = now()
    assert await world.look() >= looked
    assert len(made) == 1
    (token,) = [token for token in person.api_tokens if token.id not in before]
    assert (token.scopes, token.expires_in <= 3600) == (["access:servers!server=ada/"], True)
    await person.stop()
    assert {token.id for token in person.api_tokens} <= before


async def test_a_token_that_no_longer_counts_is_replaced(world, monkeypatch):
    await launched(world, "running", login=True)
    await (await world.kernel()).compute()
    world.spawner.api_token = ""
    await world.look()
    made = tokens_made(monkeypatch)
    world.hub.db.delete(orm.APIToken.find(world.hub.db, world.spawner.api_token))
    world.hub.db.commit()
    looked = now()
    assert await world.look() >= looked
    assert len(made) == 1


@asking
async def test_a_server_that_does_not_answer_goes_by_its_traffic(world, in_use):
    await launched(world, in_use)
    await (await world.kernel()).compute()
    world.spawner.user_options = {**world.spawner.user_options, "token": "another"}
    world.hub.proxy.traffic = now()
    assert await world.look() == world.hub.proxy.traffic


async def test_a_server_that_hangs_goes_by_its_traffic(world, monkeypatch):
    await launched(world, "running")
    monkeypatch.setattr(type(world.hub.proxy), "one_may_take", 0.01)
    world.spawner.server.port = world.deaf_port()
    world.hub.proxy.traffic = now()
    assert await world.look() == world.hub.proxy.traffic


async def unasked(world, monkeypatch, in_use, idle_for):
    """A server whose turn does not come in a look."""
    await launched(world, in_use)
    await (await world.kernel()).compute()
    world.spawner.orm_spawner.last_activity = now().replace(tzinfo=None) - idle_for
    world.hub.db.commit()
    monkeypatch.setattr(type(world.hub.proxy), "all_may_take", 0)


@asking
async def test_a_server_that_could_not_be_asked_is_not_idle_until_it_is(world, in_use, monkeypatch):
    await unasked(world, monkeypatch, in_use, timedelta(seconds=2 * LIMIT))
    await world.look()
    assert not await world.ends(now())
    # A minute later, it is asked.
    monkeypatch.setattr(type(world.hub.proxy), "all_may_take", 30)
    looked = now()
    assert await world.look() >= looked


@asking
async def test_a_look_that_could_not_ask_is_no_use(world, in_use, monkeypatch):
    await unasked(world, monkeypatch, in_use, timedelta(seconds=2 * LIMIT))
    await world.look()
    assert await world.ends(now() + timedelta(seconds=world.hub.proxy.next_look))


@pytest.mark.parametrize(("in_use", "counts"), [("running", False), ("either", True)])
async def test_a_tab_counts_for_a_server_that_could_not_be_asked_if_it_does_otherwise(world, in_use, counts, monkeypatch):
    await unasked(world, monkeypatch, in_use, timedelta())
    before, world.hub.proxy.traffic = world.known(), now()
    assert await world.look() == (world.hub.proxy.traffic if counts else before)


@asking
async def test_a_server_that_is_never_asked_goes_by_its_traffic_after_two_idle_times(world, in_use, monkeypatch):
    await unasked(world, monkeypatch, in_use, timedelta(seconds=2 * LIMIT))
    world.hub.proxy.asked = {("ada", ""): time.monotonic() - 2 * LIMIT}
    world.hub.proxy.traffic = now() - timedelta(seconds=LIMIT + 1)
    assert await world.look() == world.hub.proxy.traffic
    assert await world.ends(now())


class Many:
    """A proxy with many servers, which are asked as a test says."""

    def __init__(self, count, last_work):
        names = [f"person-{number}" for number in range(count)]

        class Proxy:
            async def get_all_routes(self):
                return {name: {"data": {"user": name, "server_name": ""}} for name in names}

        self.names, self.proxy = names, type("Asking", (asks(), Proxy), {})()
        self.proxy.app, self.proxy.log = SimpleNamespace(http_server="it runs"), logging.getLogger("proxy")
        self.proxy.last_work = last_work


async def test_only_so_many_servers_are_asked_at_once():
    """All that is done for one goes before the hub's other work: with all at once, people wait for all of them."""
    asked, answers = [], asyncio.Event()

    async def last_work(name, _server):
        asked.append(name)
        await answers.wait()
        return None, False

    many = Many(1000, last_work)
    look = asyncio.ensure_future(many.proxy.get_all_routes())
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(asked) == many.proxy.at_once <= 50
    answers.set()
    await look
    assert sorted(asked) == sorted(many.names)


async def test_in_looks_that_cannot_ask_all_each_has_its_turn():
    room, asked = 0, []

    async def last_work(name, _server):
        nonlocal room
        room -= 1
        if room < 0:
            await asyncio.Event().wait()
        asked.append(name)
        return now(), True

    many = Many(100, last_work)
    many.proxy.all_may_take = 0
    for look in range(1, 6):
        room = 20
        routes = await many.proxy.get_all_routes()
        # Nobody is asked again before all others were.
        assert len(set(asked)) == len(asked) == 20 * look
        known = {name: moment(route["data"]["last_activity"]) for name, route in routes.items()}
        idle_in = {name: (told - now()).total_seconds() + many.proxy.idle_timeout for name, told in known.items()}
        assert all(0 < left <= many.proxy.next_look for name, left in idle_in.items() if name not in asked[-20:])
    assert sorted(asked) == sorted(many.names)


async def test_a_hub_that_starts_asks_nothing(world, monkeypatch):
    """It does not answer yet, and servers would ask it whose token this is."""
    await launched(world, "running")
    asked = []

    async def correct(_proxy, data):
        asked.append(data["user"])

    monkeypatch.setattr(type(world.hub.proxy), "correct", correct)
    with monkeypatch.context() as starting:
        starting.setattr(world.hub, "http_server", None)
        await world.hub.proxy.get_all_routes()
    assert asked == []
    await world.hub.proxy.get_all_routes()
    assert asked == ["ada"]


@pytest.mark.parametrize("named", ["jupyterhub.proxy.ConfigurableHTTPProxy", "configurable-http-proxy", None])
def test_the_usual_proxy_stays_below(named):
    from jupyterhub.proxy import ConfigurableHTTPProxy
    from traitlets.config import Config

    c = Config()
    if named is not None:
        c.JupyterHub.proxy_class = named
    exec(SOURCE.read_text() + "\nin_use(c, {'tabs_count': True, 'idle_timeout': 600})\n", {"c": c})
    assert issubclass(c.JupyterHub.proxy_class, ConfigurableHTTPProxy)
    assert (c.JupyterHub.proxy_class.tabs_count, c.JupyterHub.proxy_class.idle_timeout) == (True, 600)


def test_a_proxy_that_is_none_ends_the_hub():
    from traitlets.config import Config

    c = Config()
    c.JupyterHub.proxy_class = "json.JSONDecoder"
    with pytest.raises(SystemExit, match="Culling: "):
        exec(SOURCE.read_text() + "\nin_use(c, {'tabs_count': True, 'idle_timeout': 600})\n", {"c": c})


def asks():
    names = {}
    exec(SOURCE.read_text(), names)
    return names["AsksServers"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2026-01-02T03:04:05.678901Z", datetime(2026, 1, 2, 3, 4, 5, 678901, timezone.utc)),
        ("2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5, 0, timezone.utc)),
        ("2026-01-02T03:04:05+01:00", datetime(2026, 1, 2, 2, 4, 5, 0, timezone.utc)),
    ],
)
def test_a_time_without_a_zone_is_utc(told, expected):
    assert asks().moment(told) == expected


class Told:
    """A hub with one server, which answers what a test says."""

    def __init__(self, kernels, terminals=()):
        self.proxy = asks()()
        answers = {"api/kernels": kernels, "api/terminals": terminals}

        async def ask(_spawner, path, _token):
            return answers[path]

        class Spawner:
            ready, auth_enabled, user_options = True, False, {"token": "x"}

        class User:
            spawners = {"": Spawner()}

        self.proxy.ask = ask
        self.proxy.app = type("App", (), {"users": {"ada": User()}})()


async def test_a_server_gains_nothing_by_a_time_to_come():
    to_come = (now() + timedelta(days=365)).isoformat()
    worked, sure = await Told([{"execution_state": "idle", "last_activity": to_come}]).proxy.last_work("ada", "")
    assert worked <= now() and sure


async def test_a_terminal_of_an_old_version_leaves_its_server_to_the_traffic():
    kernel = {"execution_state": "idle", "last_activity": "2026-01-02T03:04:05Z"}
    worked, sure = await Told([kernel], [{"name": "1"}]).proxy.last_work("ada", "")
    assert (worked, sure) == (moment(kernel["last_activity"]), False)


@real_proxy
@pytest.mark.parametrize(("in_use", "stays"), [("open", True), ("running", False), ("either", True)])
async def test_in_the_real_proxy_an_open_tab_is_traffic(world, in_use, stays):
    await launched(world, in_use, proxy=PROXY)
    kernel = await world.kernel()
    tab = await kernel.open_tab(through_proxy=True)
    worked = await kernel.run("1", tab)
    quiet = now()
    # Nobody types. The server pings the browser, and the browser answers.
    traffic = await until(lambda: world.traffic_after(quiet))
    known = await world.look()
    assert known >= traffic if stays else known == worked
    assert await world.ends(world.seen_between(worked, traffic)) != stays
    tab.close()


@real_proxy
async def test_in_the_real_proxy_a_kernel_that_computes_is_no_traffic(world):
    await launched(world, "open", proxy=PROXY)
    kernel = await world.kernel()
    tab = await kernel.open_tab(through_proxy=True)
    await kernel.start("import time; time.sleep(3)", tab)
    tab.close()

    async def finished():
        model = await kernel.model()
        return moment(model["last_activity"]) if model["execution_state"] == "idle" else None

    worked = await until(finished)
    known = await world.look()
    assert known < worked - timedelta(seconds=1)
