"""What a private repository is called where others may look."""

import json
import re

import pytest
from world import Registry

PRIVATE_IMAGE = re.compile(r"binder-private[0-9a-f]{64}-[0-9a-f]{6}:[0-9a-f]{40}")


async def test_the_image_has_a_name_that_says_nothing(world):
    world.servers.repository("lab/secret")
    await world.open().launch("gh/lab/secret/HEAD")
    assert PRIVATE_IMAGE.fullmatch(Registry.asked[0])


async def test_a_repository_that_was_made_anew_has_other_images(world):
    """Whoever takes a name that became free must not get the images of before, though the commit is the same."""
    world.servers.repository("lab/secret", number=1)
    await world.open().launch("gh/lab/secret/HEAD")
    Registry.images = set(Registry.asked)
    world.servers.repositories["lab/secret"].update(id=2, readers={"mallory"})
    outcome = await world.launch("gh/lab/secret/HEAD", "mallory")
    assert outcome.phases[-1] == "ready"
    assert "Found built image" not in outcome.text
    assert len(set(Registry.asked)) == 2


async def test_a_fork_has_other_images(world):
    world.servers.repository("lab/secret")
    world.servers.repository("mallory/secret", readers={"mallory"})
    await world.open().launch("gh/lab/secret/HEAD")
    Registry.images = set(Registry.asked)
    assert "Found built image" not in (await world.launch("gh/mallory/secret/HEAD", "mallory")).text


async def test_a_repository_that_was_public_has_other_images_when_private(world):
    repository = world.servers.repository("lab/secret", private=False)
    await world.open().launch("gh/lab/secret/HEAD", "mallory")
    repository["private"] = True
    await world.launch("gh/lab/secret/HEAD")
    assert not PRIVATE_IMAGE.fullmatch(Registry.asked[0]) and PRIVATE_IMAGE.fullmatch(Registry.asked[1])
    assert (await world.launch("gh/lab/secret/HEAD", "mallory")).phases[-1] == "failed"


async def test_the_same_repository_through_git_by_its_commit_is_another_image_without_credential(world):
    """Upstream's source `git` takes a whole commit without a look (GitRepoProvider.get_resolved_ref)."""
    world.servers.repository("lab/secret")
    await world.open().launch("gh/lab/secret/HEAD")
    Registry.images = set(Registry.asked)
    host = world.servers.host.replace(":", "%3A")
    outcome = await world.launch(f"git/https%3A%2F%2F{host}%2Flab%2Fsecret/{world.servers.commit}", "mallory")
    assert "Found built image" not in outcome.text
    assert len(world.kubernetes.secrets) == 1
    assert world.kubernetes.pods[1]["spec"]["containers"][0]["env"] == []


async def test_another_key_makes_other_names(world):
    world.servers.repository("lab/secret")
    await world.open().launch("gh/lab/secret/HEAD")
    world.app.repo_providers["gh"].gate.name_key = bytes(32)
    await world.launch("gh/lab/secret/HEAD")
    assert len(set(Registry.asked)) == 2


async def test_two_hosts_have_other_names_for_the_same_number(world):
    world.open()
    gate = world.app.repo_providers["gh"].gate
    assert gate.hide("image", "github.com|1") != gate.hide("image", "gitlab.com|1")


async def test_the_name_of_a_repository_stands_in_no_metric_event_annotation_or_server(world):
    world.servers.repository("lab/confidential")
    await world.open().launch("gh/lab/confidential/HEAD")
    from prometheus_client import generate_latest

    [pod], [(_, options)] = world.kubernetes.pods, world.servers.started
    [event] = [json.loads(line) for line in world.events_sent]
    seen = [
        generate_latest().decode(),
        json.dumps(world.kubernetes.secrets),
        json.dumps(pod["metadata"]),
        options["repo_url"],
        options["image"],
        json.dumps(event),
    ]
    assert not [text for text in seen if "confidential" in text]
    assert re.fullmatch(r"https://private\.invalid/[0-9a-f]{12}", options["repo_url"])
    assert event["spec"] == options["repo_url"] == pod["metadata"]["annotations"]["binder-repo"]


async def test_no_token_stands_in_logs_events_metrics_pods_or_options(world):
    world.servers.repository("lab/secret")
    world.open().kubernetes.log = [b'{"phase": "fetching", "message": "using gho_alice"}', b"not JSON gho_alice"]
    outcome = await world.launch("gh/lab/secret/HEAD")
    own_log = [line for line in world.records if "log event not json" in line]
    everything = world.everything_seen(outcome.text)
    for line in own_log:
        everything = everything.replace(line, "")
    assert "using [secret]" in outcome.text
    assert "gho_" not in everything


async def test_what_does_not_exist_and_what_one_may_not_read_get_the_same_answer(world):
    world.servers.repository("lab/secret")
    world.open()
    answers = [await world.launch(f"gh/lab/{name}/HEAD", "mallory") for name in ("secret", "nothing")]
    assert answers[0].text.replace("secret", "x") == answers[1].text.replace("nothing", "x")


@pytest.mark.parametrize("link", ["gl/{}%2Fx/HEAD", "gl/{}/HEAD", "gl/{}%2Fsub%2Fx/HEAD", "gl/{capitals}%2Fx/HEAD"])
async def test_no_public_repository_has_a_name_that_leads_to_a_private_image_or_build(world, link):
    """Who once knew the hidden name may call a group at GitLab so; a build pod's name has the beginning of it and short hashes alone."""
    world.servers.repository("lab/secret", number=1)
    await world.open().launch("gh/lab/secret/HEAD")
    Registry.images = set(Registry.asked)
    hidden = Registry.asked[0].removeprefix("binder-").split("-")[0]
    path = link.format(hidden, capitals=hidden.upper()).removeprefix("gl/").removesuffix("/HEAD").replace("%2F", "/")
    world.servers.repository(path, private=False)
    Registry.asked.clear()
    outcome = await world.launch(link.format(hidden, capitals=hidden.upper()), "mallory")
    assert outcome.phases[-1] == "failed" and "not the plain address" in outcome.message
    assert Registry.asked == [] and len(world.kubernetes.pods) == 1


async def test_a_name_that_is_only_somewhat_like_it_is_public_as_ever(world):
    world.servers.repository("private/abcdef", private=False)
    assert (await world.open().launch("gh/private/abcdef/HEAD", "mallory")).phases[-1] == "ready"
    assert "private_launch" not in world.servers.started[0][1]
