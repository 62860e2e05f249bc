"""What a private build gets, and where it stands."""

import pytest
from world import Registry


@pytest.fixture
def secret(world):
    return world.servers.repository("lab/secret")


async def test_the_token_stands_in_the_secret_alone(world, secret):
    await world.open().launch("gh/lab/secret/HEAD")
    [made] = world.kubernetes.secrets
    assert made["stringData"] == {"key": "gho_alice"}
    assert "gho_" not in str(world.kubernetes.pods)
    [container] = world.kubernetes.pods[0]["spec"]["containers"]
    [reference] = [one["valueFrom"]["secretKeyRef"] for one in container["env"] if one["name"] == "BINDER_GIT_TOKEN"]
    assert reference == {"name": made["metadata"]["name"], "key": "key"}


async def test_the_secret_goes_with_its_pod(world, secret):
    await world.open().launch("gh/lab/secret/HEAD")
    [made], [pod] = world.kubernetes.secrets, world.kubernetes.pods
    assert made["metadata"]["ownerReferences"] == [{"apiVersion": "v1", "kind": "Pod", "name": pod["metadata"]["name"], "uid": "pods-uid"}]


async def test_no_credential_for_all_hosts_is_given(world, secret):
    await world.open(config={"GitHubRepoProvider": {"access_token": "ghp_hub"}, "KubernetesBuildExecutor": {"git_credentials": "usual"}}).launch(
        "gh/lab/secret/HEAD"
    )
    assert "GIT_CREDENTIAL_ENV" not in world.pod_environment()


async def test_other_environment_of_builds_stays(world, secret):
    await world.open(config={"KubernetesBuildExecutor": {"extra_envs": {"A": "b"}}}).launch("gh/lab/secret/HEAD")
    assert world.pod_environment()["A"] == "b"


async def test_repo2docker_gets_the_real_address_and_the_commit(world, secret):
    await world.open().launch("gh/lab/secret/HEAD")
    args = world.kubernetes.pods[0]["spec"]["containers"][0]["args"]
    assert args[-1] == f"https://{world.servers.host}/lab/secret"
    assert f"--ref={world.servers.commit}" in args


async def test_a_build_that_runs_already_gets_no_second_secret(world, secret):
    world.open().kubernetes.pod_error = 409
    outcome = await world.launch("gh/lab/secret/HEAD")
    assert outcome.phases[-1] == "ready"
    assert world.kubernetes.secrets == []


async def test_without_its_secret_a_pod_is_taken_back(world, secret):
    world.open().kubernetes.secret_error = 403
    outcome = await world.launch("gh/lab/secret/HEAD")
    assert outcome.phases[-1] == "failed"
    assert world.kubernetes.deleted == [world.kubernetes.pods[0]["metadata"]["name"]]
    assert "gho_" not in world.everything_seen()


async def test_a_right_that_goes_during_the_build_is_gone(world, secret):
    def log(*_, **__):
        secret["readers"].clear()
        yield b"{}"
        world.kubernetes.logged.set()

    world.open().kubernetes.read_namespaced_pod_log = log
    outcome = await world.launch("gh/lab/secret/HEAD")
    assert outcome.message == "There is no such repository, or you may not read it.\n"
    assert world.servers.started == []


async def test_the_build_of_another_is_joined_by_those_alone_who_may(world, secret):
    """A pod has the repository's hidden name, so a watcher must have passed the gate for it."""
    secret["readers"].add("bob")
    await world.open().launch("gh/lab/secret/HEAD")
    world.kubernetes.log = [b'{"phase": "building", "message": "SECRET OUTPUT"}']
    assert "SECRET OUTPUT" in (await world.launch("gh/lab/secret/HEAD", "bob")).text
    assert "SECRET OUTPUT" not in (await world.launch("gh/lab/secret/HEAD", "mallory")).text
    assert len({pod["metadata"]["name"] for pod in world.kubernetes.pods}) == 1


@pytest.mark.parametrize(
    "line",
    [
        "fatal: clone of 'https://example.org/x' into submodule path '/tmp/x' failed",
        "error: external filter 'git-lfs filter-process' failed\\nfatal: big.bin: smudge filter lfs failed",
        "batch response: Authentication required",
    ],
)
async def test_the_log_says_once_why_other_places_must_be_public(world, secret, line):
    message = b'{"phase": "fetching", "message": "%s"}' % line.encode()
    world.open().kubernetes.log = [message, message]
    outcome = await world.launch("gh/lab/secret/HEAD")
    assert outcome.text.count("must be public") == 1


async def test_the_log_says_if_the_image_that_builds_has_no_ssh(world, secret):
    world.open("sshKey", key="BEGIN OPENSSH", rules={"git": ["ssh"]})
    build = world.app.build_class(parent=world.app)
    said, build.main_loop = [], None
    build.access = world.names["Access"]("x", "ssh://git@git.example.org/lab/secret", "", "KEY", "hosts")
    build.q, build.main_loop = (
        type("Q", (), {"put": lambda _, event: said.append(event.payload)})(),
        type("L", (), {"add_callback": lambda _, put, event: put(event)})(),
    )
    build.progress(world.names["build"].ProgressEvent.Kind.LOG_MESSAGE, "error: cannot run ssh: No such file or directory")
    assert "git has no ssh in the image that builds" in said[1]


async def test_a_private_build_without_its_launch_is_refused(world, secret):
    world.open()
    with pytest.raises(RuntimeError, match="without its launch"):
        world.app.build_class(parent=world.app, repo_url="https://private.invalid/0123456789ab")


async def test_a_build_is_named_by_the_hidden_name(world, secret):
    await world.open().launch("gh/lab/secret/HEAD")
    image = Registry.asked[0].split("binder-private")[1][:36]
    assert world.kubernetes.pods[0]["metadata"]["name"].startswith(f"build-private{image}-")


async def test_an_ssh_key_is_a_file_that_only_git_reads(world):
    world.open("sshKey", key="BEGIN OPENSSH")
    access = world.names["Access"]("x", "ssh://git@git.example.org/lab/secret.git", "", "BEGIN OPENSSH", "git.example.org ssh-ed25519 AAAA")
    from kubernetes import client

    pod = client.V1Pod(
        metadata=client.V1ObjectMeta(name="build-x"),
        spec=client.V1PodSpec(volumes=[], containers=[client.V1Container(name="builder", env=[], volume_mounts=[])]),
    )
    world.names["BuildApi"](world.kubernetes, access).create_namespaced_pod("default", pod)
    [made], [secret] = world.kubernetes.pods, world.kubernetes.secrets
    assert secret["stringData"] == {"key": "BEGIN OPENSSH\n", "known_hosts": "git.example.org ssh-ed25519 AAAA"}
    assert made["spec"]["volumes"] == [{"name": "private-repository", "secret": {"defaultMode": 0o400, "secretName": secret["metadata"]["name"]}}]
    assert "BEGIN OPENSSH" not in str(made)
