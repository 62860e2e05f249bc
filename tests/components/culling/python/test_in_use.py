"""The table of docs/scaling.md, row by row."""

from datetime import timedelta

import pytest
from world import LIMIT, PROXY, now, until

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("login", [False, True], ids=["without a login", "with a login"])
@pytest.mark.parametrize("in_use", ["running", "either"])
async def test_a_kernel_that_computes_unseen_keeps_its_server(world, in_use, login):
    await world.open(in_use, login, reports="0" if login else "")
    await world.launch()
    kernel = await world.kernel()
    await kernel.compute()
    looked = now()
    assert await world.look() >= looked
    # An hour after its last message, and less than one after the hub has looked.
    worked = world.hub.users["ada"].spawners[""].orm_spawner.started.replace(tzinfo=looked.tzinfo)
    assert not await world.ends(world.seen_between(worked, looked))
    # Nothing but the maximum age ends it.
    assert await world.ends(now(), max_age=0.001)


@pytest.mark.parametrize("login", [False, True], ids=["without a login", "with a login"])
async def test_a_kernel_that_computes_unseen_keeps_nothing_by_default(world, login):
    await world.open("open", login, reports="0" if login else "")
    await world.launch()
    kernel = await world.kernel()
    await kernel.compute()
    looked = now()
    known = await world.look()
    assert known < looked
    assert await world.ends(world.seen_between(known, looked))
