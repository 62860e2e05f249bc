"""Real git, and repo2docker's own way of fetching, with exactly the environment that a build pod gets, at servers that remember what they are sent."""

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys

import pytest
from loopback import BIG, GIT_AS, committed

FETCH = """
import sys
from repo2docker.contentproviders import Git
for line in Git().fetch({"repo": sys.argv[1], "ref": sys.argv[2]}, sys.argv[3], yield_output=True):
    print(line, end="")
"""

BUILD = """
import sys, tarfile
from repo2docker import __main__
from repo2docker.app import Repo2Docker

class Engine:
    def images(self):
        return []
    def build(self, fileobj=None, **told):
        print(told)
        with tarfile.open(fileobj=fileobj) as context:
            for member in context.getmembers():
                print(member.name, member.isfile() and context.extractfile(member).read())
        return iter(())
    def push(self, *_, **__):
        return iter(())
    def inspect_image(self, _):
        return None

Repo2Docker.get_engine = lambda self: Engine()
__main__.main()
"""


async def build_of(world, path="lab/secret", **more):
    world.open(**more)
    outcome = await world.launch(f"gh/{path}/HEAD")
    assert world.kubernetes.secrets, outcome.events
    world.servers.requests.clear()


async def fetch(world, url=None):
    """What the build pod does first. The certificate of the servers here is the one thing that a pod has not."""
    folder = world.folder / "checkout"
    environment = {"PATH": os.environ["PATH"], "HOME": str(world.folder), **world.pod_environment(), "GIT_SSL_CAINFO": world.servers.certificate}
    arguments = world.kubernetes.pods[-1]["spec"]["containers"][0]["args"]
    ref = next(one for one in arguments if one.startswith("--ref=")).removeprefix("--ref=")
    command = [sys.executable, "-c", FETCH, url or arguments[-1], ref, str(folder)]
    done = await asyncio.to_thread(subprocess.run, command, env=environment, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr, folder


def with_submodule(world, path, address):
    """A repository with a submodule elsewhere, which nobody looked up when it was committed."""
    folder = committed(world.folder / "work", ((".gitmodules", f'[submodule "sub"]\n\tpath = sub\n\turl = {address}\n'), ("README.md", "Hello\n")))
    subprocess.run(["git", "update-index", "--add", "--cacheinfo", f"160000,{world.servers.commit},sub"], cwd=folder, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "Two"], cwd=folder, check=True, env={**os.environ, **GIT_AS})
    serve(world, path, folder)


def serve(world, path, folder):
    repository = world.servers.repository(path)
    shutil.rmtree(world.servers.git / f"{path}.git")
    shutil.copytree(folder / ".git", world.servers.git / f"{path}.git")
    repository["commits"]["HEAD"] = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=folder, text=True).strip()


def passwords(world, path):
    return [authorization for _, asked, authorization, _ in world.servers.requests if path in asked and authorization]


async def test_the_repository_is_fetched(world):
    world.servers.repository("lab/secret")
    await build_of(world)
    code, said, folder = await fetch(world)
    assert code == 0, said
    assert (folder / "README.md").read_text() == "Hello\n"


@pytest.mark.parametrize("type, link", [("githubApp", "gh/lab/secret/HEAD"), ("token", "gh/lab/secret/HEAD"), ("token", "gl/lab%2Fsecret/HEAD")])
async def test_the_repository_is_fetched_with_a_credential_for_all(world, type, link):
    world.servers.repository("lab/secret", readers={"glpat-shared"})
    world.servers.tokens["glpat-shared"] = "glpat-shared"
    world.servers.installed["lab/secret"] = True
    world.open(type, key=world.servers.app_pem if type == "githubApp" else "glpat-shared")
    assert (await world.launch(link)).phases[-1] == "ready"
    code, said, folder = await fetch(world)
    assert code == 0, said
    assert not [file for file in folder.rglob("*") if file.is_file() and b"glpat-" in file.read_bytes() + said.encode()]


async def test_a_gitlab_login_fetches_its_project(world):
    world.servers.repository("lab/group/secret")
    world.servers.people["alice"]["auth_state"] = {"access_token": "gho_alice", "gitlab_user": {}}
    await world.open(source="gitlab").launch("gl/lab%2Fgroup%2Fsecret/HEAD")
    code, said, _ = await fetch(world)
    assert code == 0, said


async def test_the_token_stands_nowhere_in_what_was_fetched(world):
    world.servers.repository("lab/secret")
    await build_of(world)
    _, said, folder = await fetch(world)
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert any(file.name == "config" for file in files)
    assert not [file for file in files if b"gho_" in file.read_bytes()]
    assert "gho_" not in said


async def test_docker_is_told_no_token(world):
    """repo2docker itself, with the pod's arguments; in Docker's place, something that prints all that it gets. `postBuild` runs there."""
    world.servers.repository("lab/secret")
    await build_of(world)
    (world.folder / "bin").mkdir()
    (world.folder / "bin/hg").write_text("#!/bin/sh\nexit 255\n")  # Mercurial, which repo2docker tries before git
    (world.folder / "bin/hg").chmod(0o755)
    environment = {"PATH": f"{world.folder}/bin:{os.environ['PATH']}", "HOME": str(world.folder), **world.pod_environment()}
    environment["GIT_SSL_CAINFO"] = world.servers.certificate
    arguments = world.kubernetes.pods[-1]["spec"]["containers"][0]["args"]
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", BUILD, *arguments[1:]], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "postBuild" in done.stdout and "FROM" in done.stdout
    assert "gho_" not in done.stdout + done.stderr and "BINDER_GIT_TOKEN" not in done.stdout


async def test_a_submodule_at_another_host_gets_no_token(world):
    with_submodule(world, "lab/secret", f"https://{world.servers.evil}/lab/secret")
    await build_of(world)
    code, said, _ = await fetch(world)
    assert code != 0 and "into submodule path" in said
    assert world.servers.collected and not any(world.servers.collected)


async def test_a_submodule_at_another_name_of_the_same_machine_gets_no_token(world):
    evil = world.servers.evil.replace("127.0.0.1", "localhost")
    with_submodule(world, "lab/secret", f"https://{evil}/lab/secret")
    await build_of(world)
    await fetch(world)
    assert world.servers.collected and not any(world.servers.collected)


@pytest.mark.parametrize("name", ["lab/other", "lab/secret/below", "lab/secrets", "lab/secret.git.git", "lab/x/../other", "LAB/other"])
async def test_a_submodule_that_the_person_may_read_gets_no_token(world, name):
    """Others who may read this repository, and not that one, would get the same image."""
    with_submodule(world, "lab/secret", f"https://{world.servers.host}/{name}")
    world.servers.repository("lab/other", readers={"alice"})
    await build_of(world)
    code, said, _ = await fetch(world)
    assert code != 0 and "into submodule path" in said
    tail = name.split("/")[-1] + "/info/refs"
    assert [path for _, path, *_ in world.servers.requests if path.endswith(tail)]
    assert not passwords(world, tail)


async def test_a_submodule_beside_the_repository_gets_no_token(world):
    with_submodule(world, "lab/secret", "../other")
    world.servers.repository("lab/other", readers={"alice"})
    await build_of(world)
    code, _, _ = await fetch(world)
    assert code != 0
    assert not passwords(world, "lab/other")


async def test_a_public_submodule_is_fetched(world):
    with_submodule(world, "lab/secret", f"https://{world.servers.host}/open/data")
    world.servers.repository("open/data", private=False)
    await build_of(world)
    code, said, folder = await fetch(world)
    assert code == 0, said
    assert (folder / "sub/README.md").exists()


async def test_a_git_host_that_sends_elsewhere_gets_nobody_to_follow(world):
    world.servers.repository("lab/secret")
    await build_of(world)
    world.servers.answers["/lab/secret/"] = (302, {"Location": f"https://{world.servers.evil}/lab/secret/info/refs?service=git-upload-pack"})
    code, _, _ = await fetch(world)
    assert code != 0
    assert world.servers.collected == []


async def test_the_token_of_another_repository_does_not_fetch_this_one(world):
    world.servers.repository("lab/secret")
    world.servers.repository("lab/other")
    await build_of(world, "lab/other")
    code, _, _ = await fetch(world, f"https://{world.servers.host}/lab/secret")
    assert code != 0
    assert not passwords(world, "lab/secret")


def credential(world, action, **asked):
    """What git's helpers answer (git-credential(1)), as git-lfs asks them too."""
    question = "".join(f"{key}={value}\n" for key, value in asked.items()) + "\n"
    environment = {"PATH": os.environ["PATH"], "HOME": str(world.folder), **world.pod_environment()}
    return subprocess.run(["git", "credential", action], input=question, env=environment, capture_output=True, text=True).stdout


@pytest.mark.parametrize("path", ["lab/secret", "lab/secret.git", "lab/secret/info/lfs", "lab/secret.git/info/lfs"])
async def test_the_repository_and_its_lfs_get_the_token(world, path):
    world.servers.repository("lab/secret")
    await build_of(world)
    assert "password=gho_alice\n" in credential(world, "fill", protocol="https", host=world.servers.host, path=path)


@pytest.mark.parametrize(
    "asked",
    [
        {"host": "evil.example.org", "path": "lab/secret"},
        {"path": "lab/other.git/info/lfs"},
        {"path": "lab/secret/info/lfs/../../other"},
        {"path": "lab/secret/x"},
        {"path": "x/lab/secret"},
        {"path": ""},
        {"protocol": "http", "path": "lab/secret"},
        {"path": "lab/secret*"},
        {"path": "lab/[s]ecret"},
    ],
    ids=str,
)
async def test_nothing_else_gets_the_token(world, asked):
    world.servers.repository("lab/secret")
    await build_of(world)
    assert "gho_" not in credential(world, "fill", **{"protocol": "https", "host": world.servers.host, **asked})


async def test_the_ssh_key_is_offered_for_this_repository_alone(world):
    """A made-up ssh prints what it is called with, in place of the program of the build image."""
    world.open("sshKey", key="KEY")
    (world.folder / "bin").mkdir()
    (world.folder / "bin/ssh").write_text('#!/bin/sh\nprintf "%s\\n" "$@" >> "$CALLS"\nexit 1\n')
    (world.folder / "bin/ssh").chmod(0o755)
    access = world.names["Access"]("x", "ssh://git@git.example.org:2222/lab/secret.git", "", "KEY", "hosts")
    calls = world.folder / "calls"
    environment = {"PATH": f"{world.folder}/bin:{os.environ['PATH']}", "CALLS": str(calls), **access.git_environment("/run/private-repository")}
    for path in ("lab/other.git", "lab/secret.git/below", "lab/secret"):
        subprocess.run(["git", "ls-remote", f"ssh://git@git.example.org:2222/{path}"], env=environment, capture_output=True)
    assert not calls.exists()
    subprocess.run(["git", "ls-remote", access.url], env=environment, capture_output=True)
    called = calls.read_text().splitlines()
    assert called[:4] == ["-F", "none", "-i", "/run/private-repository/key"]
    assert "StrictHostKeyChecking=yes" in called and "UserKnownHostsFile=/run/private-repository/known_hosts" in called
    assert called[-4:] == ["-p", "2222", "git@git.example.org", "git-upload-pack '/lab/secret.git'"]


async def test_the_ssh_key_lies_in_binderhubs_own_pod_for_one_question_alone(world, monkeypatch):
    world.open("sshKey", key="KEY")
    (world.folder / "bin").mkdir()
    (world.folder / "bin/ssh").write_text(
        f'#!/bin/sh\ncat "$4" > {world.folder}/key\nstat -c %a "$4" > {world.folder}/mode\necho "$4" > {world.folder}/where\nexit 1\n'
    )
    (world.folder / "bin/ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{world.folder}/bin:{os.environ['PATH']}")
    outcome = await world.launch("git/ssh%3A%2F%2Fgit@git.example.org%2Flab%2Fsecret/HEAD")
    assert "There is no such repository" in outcome.message
    assert (world.folder / "key").read_text() == "KEY\n" and (world.folder / "mode").read_text() == "600\n"
    assert not os.path.exists((world.folder / "where").read_text().strip())


needs_lfs = pytest.mark.skipif(shutil.which("git-lfs") is None, reason="git-lfs is not on PATH")


async def fetch_with_lfs(world, *files):
    digest = hashlib.sha256(BIG).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(BIG)}\n"
    folder = committed(world.folder / "work", (("big.bin", pointer), (".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n"), *files))
    serve(world, "lab/secret", folder)
    await build_of(world)
    # As git-lfs stands in the build image: `git lfs install --system`.
    (world.folder / ".gitconfig").write_text(
        '[filter "lfs"]\n\tprocess = git-lfs filter-process\n\tsmudge = git-lfs smudge -- %f\n\trequired = true\n'
    )
    return await fetch(world)


@needs_lfs
async def test_large_files_of_the_repository_are_fetched_with_the_token(world):
    code, said, folder = await fetch_with_lfs(world)
    assert code == 0, said
    assert (folder / "big.bin").read_bytes() == BIG
    assert passwords(world, "/lab/secret/info/lfs") or passwords(world, "/lab/secret.git/info/lfs")
    assert not [file for file in folder.rglob("*") if file.is_file() and b"gho_" in file.read_bytes()]


@needs_lfs
async def test_large_files_at_another_host_are_not_asked_for(world):
    code, said, _ = await fetch_with_lfs(world, (".lfsconfig", f"[lfs]\n\turl = https://{world.servers.evil}/lab/secret\n"))
    assert code == 0, said
    assert world.servers.collected == []


@needs_lfs
async def test_large_files_of_another_repository_get_no_token(world):
    """git-lfs would send the token: it asks for the one of the repository for all addresses at its host."""
    world.servers.repository("lab/other", readers={"alice"})
    address = f"https://{world.servers.host}/lab/other.git/info/lfs"
    await fetch_with_lfs(world, (".lfsconfig", f'[lfs]\n\turl = {address}\n[remote "origin"]\n\tlfsurl = {address}\n'))
    assert not passwords(world, "/lab/other")
