"""Who may, gets in; and what everybody may read stays as it was."""

import asyncio
from urllib.parse import quote

import pytest
from binderhub import builder, repoproviders
from world import Registry


async def test_the_right_person_launches_a_private_repository(world):
    world.servers.repository("lab/secret")
    outcome = await world.open().launch("gh/lab/secret/HEAD")
    assert outcome.phases[-1] == "ready"
    assert [name for name, _ in world.servers.started] == ["alice"]


async def test_a_cached_image_is_launched_after_a_fresh_check(world):
    world.servers.repository("lab/secret")
    await world.open().launch("gh/lab/secret/HEAD")
    Registry.images = set(Registry.asked)
    world.servers.requests.clear()
    outcome = await world.launch("gh/lab/secret/main")
    assert outcome.phases == ["built", "launching", "launching", "ready"]
    assert [path for _, path, *_ in world.servers.requests] == ["/api/v3/repos/lab/secret", "/api/v3/repos/lab/secret/commits/main"]


async def test_two_who_may_share_an_image(world):
    world.servers.repository("lab/secret", readers={"alice", "bob"})
    await world.open().launch("gh/lab/secret/HEAD")
    await world.launch("gh/lab/secret/HEAD", "bob")
    assert len(Registry.asked) == 2 and len(set(Registry.asked)) == 1


async def test_a_right_that_was_given_counts_at_once(world):
    """Upstream remembers for five minutes that it found nothing (`GitHubRepoProvider.cache_404`)."""
    repository = world.servers.repository("lab/secret")
    assert (await world.open().launch("gh/lab/secret/HEAD", "bob")).phases[-1] == "failed"
    url = f"https://{world.servers.host}/api/v3/repos/lab/secret/commits/HEAD"
    repoproviders.GitHubRepoProvider.cache_404.set(url, True)
    repository["readers"].add("bob")
    assert (await world.launch("gh/lab/secret/HEAD", "bob")).phases[-1] == "ready"


@pytest.mark.parametrize("ref", ["feature/x", "feature%2Fx"])
async def test_a_branch_may_have_a_slash(world, ref):
    world.servers.repository("lab/secret", branches=("main", "feature/x"))
    assert (await world.open().launch(f"gh/lab/secret/{ref}")).phases[-1] == "ready"


async def test_a_public_repository_is_launched_as_ever(world):
    world.servers.repository("open/data", private=False)
    outcome = await world.open(config={"GitHubRepoProvider": {"git_credentials": "usual"}}).launch("gh/open/data/HEAD", "mallory")
    assert outcome.phases[-1] == "ready"
    assert Registry.asked == [f"binder-{builder._safe_build_slug('open-data', limit=99)}:{world.servers.commit}"]
    [pod] = world.kubernetes.pods
    address = f"https://{world.servers.host}/open/data"
    assert pod["metadata"]["annotations"] == {"binder-repo": address}
    assert pod["spec"]["containers"][0]["args"][-1] == address
    assert pod["spec"]["containers"][0]["env"] == [{"name": "GIT_CREDENTIAL_ENV", "value": "usual"}]
    [(_, options)] = world.servers.started
    assert options["repo_url"] == address and "private_launch" not in options
    assert world.kubernetes.secrets == []


async def test_a_public_repository_counts_in_metrics_under_its_name(world):
    world.servers.repository("open/data", private=False)
    await world.open().launch("gh/open/data/HEAD")
    counted = world.everything_seen()
    assert f'binderhub_launch_count_total{{provider="GitHub",repo="https://{world.servers.host}/open/data",status="success"}}' in counted


async def test_a_repository_that_no_rule_covers_needs_no_login_at_github(world):
    world.servers.repository("open/data", private=False)
    del world.servers.people["alice"]["auth_state"]
    world.open(rules={"gh": ["lab/"]})
    assert (await world.launch("gh/open/data/HEAD")).phases[-1] == "ready"


async def test_a_gitlab_login_launches_its_project_in_a_subgroup(world):
    world.servers.repository("lab/group/secret")
    world.servers.people["alice"]["auth_state"] = {"access_token": "gho_alice", "gitlab_user": {}}
    outcome = await world.open(source="gitlab").launch("gl/lab%2Fgroup%2Fsecret/HEAD")
    assert outcome.phases[-1] == "ready"
    assert world.kubernetes.pods[0]["spec"]["containers"][0]["args"][-1] == f"https://{world.servers.host}/lab/group/secret.git"


async def test_an_app_gets_a_token_for_one_repository_to_read(world):
    world.servers.repository("lab/secret", readers=())
    world.servers.installed["lab/secret"] = True
    outcome = await world.open("githubApp", key=world.servers.app_pem).launch("gh/lab/secret/HEAD", "mallory")
    assert outcome.phases[-1] == "ready"
    asked = {body for method, path, _, body in world.servers.requests if method == "POST" and path.startswith("/api/")}
    assert asked == {b'{"repositories": ["secret"], "permissions": {"contents": "read", "metadata": "read"}}'}
    assert world.pod_environment()["BINDER_GIT_TOKEN"] == "ghs_secret"


@pytest.mark.parametrize(
    "link", ["gh/lab/secret/main", "gl/lab%2Fsecret/main", "git/{}/main", "git/{}/HEAD", "git/{}/{commit}", "gh/lab/secret/refs%2Fheads%2Fmain"]
)
async def test_one_token_serves_each_source_of_a_git_host(world, link):
    servers = world.servers
    servers.repository("lab/secret", readers={"glpat-shared"})
    servers.tokens["glpat-shared"] = "glpat-shared"
    link = link.format(quote(f"https://{servers.host}/lab/secret", safe=""), commit=servers.commit)
    outcome = await world.open("token", key="glpat-shared").launch(link, "mallory")
    assert outcome.phases[-1] == "ready", outcome.message
    assert Registry.asked[0].endswith(f":{servers.commit}")


async def test_the_old_name_of_the_first_branch_still_leads_to_HEAD(world, monkeypatch):
    """Upstream asks a second provider then, after ten seconds."""
    sleep = asyncio.sleep
    monkeypatch.setattr(builder.asyncio, "sleep", lambda seconds: sleep(0 if seconds == 10 else seconds))
    world.servers.repository("lab/secret")
    outcome = await world.open().launch("gh/lab/secret/master")
    assert "ready" in outcome.phases
    assert len(world.kubernetes.secrets) == 1
