"""Who may, gets in."""

from world import Registry


async def test_the_right_person_launches_a_private_repository(world):
    world.servers.repository("lab/secret")
    outcome = await world.open().launch("gh/lab/secret/HEAD")
    assert outcome.phases[-1] == "ready"
    assert [name for name, _ in world.servers.started] == ["alice"]
