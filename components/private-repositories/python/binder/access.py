"""What fetches one private repository, and how git is told of it."""

import asyncio
import os
import re
import tempfile
import urllib.parse

from kubernetes import client
from tornado.log import app_log

COMMIT = re.compile(r"[0-9a-f]{40}")
# A ref that git takes (git-check-ref-format), and that no shell, path or pattern takes for something else.
REF = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|/\.|@\{))[^\x00-\x20\x7f~^:?*\[\]\\]{1,250}(?<![/.])(?<!\.lock)")


class Access:
    """What fetches one private repository: its lasting identity, its address, and the credential."""

    def __init__(self, identity, url, username, secret, known_hosts=""):
        self.identity, self.url, self.username, self.secret, self.known_hosts = identity, url, username, secret, known_hosts

    def git_environment(self, folder):
        """Tells git the credential for this repository and no other.

        Upstream's GIT_CREDENTIAL_ENV answers every host that asks (repo2docker docker/git-credential-env), hence also a submodule's. Here git asks a
        helper at this host alone, which answers for the repository's path and its LFS alone. See gitcredentials(7) and GIT_CONFIG_COUNT in git-config(1).
        """
        where = urllib.parse.urlsplit(self.url)
        told = {"credential.helper": "", "credential.useHttpPath": "true", "http.followRedirects": "false"}
        env = {"GIT_TERMINAL_PROMPT": "0"}
        if where.scheme == "ssh":
            options = [f"UserKnownHostsFile={folder}/known_hosts", "GlobalKnownHostsFile=/dev/null", "StrictHostKeyChecking=yes"]
            options += ["IdentitiesOnly=yes", "IdentityAgent=none", "BatchMode=yes"]
            ssh = " ".join(["ssh", "-F", "none", "-i", f"{folder}/key", *(f"-o {option}" for option in options)])
            # Git's last argument to ssh is the command for the server (git connect.c fill_ssh_args).
            wanted = f"git-upload-pack '{where.path}'"
            env["GIT_SSH_COMMAND"] = f'f() {{ for last; do :; done; test "$last" = "{wanted}" || exit 1; exec {ssh} "$@"; }}; f'
            env["GIT_SSH_VARIANT"] = "ssh"
        else:
            path = where.path.strip("/").removesuffix(".git")
            paths = "|".join(f"path={path}{end}{lfs}" for end in ("", ".git") for lfs in ("", "/info/lfs"))
            # git-lfs takes the credential of the repository for any address at its host, which the repository itself may name (.lfsconfig).
            told["lfs.url"] = f"{where.scheme}://{where.netloc}/{path}.git/info/lfs"
            answer = f"printf 'username=%s\\npassword=%s\\n' '{self.username}' \"$BINDER_GIT_TOKEN\""
            told[f"credential.{where.scheme}://{where.netloc}.helper"] = (
                f'!f() {{ test "$1" = get || exit 0; while read -r line; do case "$line" in {paths}) {answer};; esac; done; }}; f'
            )
        for number, (key, value) in enumerate(told.items()):
            env[f"GIT_CONFIG_KEY_{number}"], env[f"GIT_CONFIG_VALUE_{number}"] = key, value
        return {**env, "GIT_CONFIG_COUNT": str(len(told))}

    async def find_commit(self, ref):
        """Asks the Git server itself, with the credential in the environment and never in an argument."""
        if not REF.fullmatch(ref):
            raise Refused(NO_REF)
        kept = {name: value for name, value in os.environ.items() if re.fullmatch(r"PATH|LANG|(?i:\w+_proxy)|(GIT_)?SSL_\w+", name)}
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("key", self.secret), ("known_hosts", self.known_hosts)) if self.known_hosts else ():
                with open(os.open(f"{folder}/{name}", os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
                    file.write(text.rstrip("\n") + "\n")
            env = {**kept, "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1", "BINDER_GIT_TOKEN": self.secret, **self.git_environment(folder)}
            command = ["git", "ls-remote", "--", self.url, "HEAD" if COMMIT.fullmatch(ref) else ref]
            pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
            git = await asyncio.create_subprocess_exec(*command, stdin=nothing, stdout=pipe, stderr=pipe, env=env, cwd=folder)
            try:
                out, err = await asyncio.wait_for(git.communicate(), 60)
            except asyncio.TimeoutError:
                git.kill()
                raise Refused("The Git server does not answer. Try again in a minute.") from None
        if git.returncode != 0:
            app_log.warning("private repositories: git ls-remote failed: %s", err.decode(errors="replace").replace(self.secret, "[secret]")[-300:])
            raise Refused(MOVED if re.search(rb"redirect|returned error: 30\d", err) else NO_SUCH)
        if COMMIT.fullmatch(ref):
            return ref
        found = dict(reversed(line.split("\t")) for line in out.decode().splitlines())
        names = [ref, f"refs/{ref}", f"refs/tags/{ref}", f"refs/heads/{ref}"]  # the order of gitrevisions(7)
        return next((found[name] for name in names if COMMIT.fullmatch(found.get(name, ""))), None)

    def put_into(self, pod, secret_name):
        """Gives a build pod the credential by reference, so that it stands in no pod's description."""
        container, folder = pod.spec.containers[0], "/run/private-repository"
        env = [client.V1EnvVar(name=name, value=value) for name, value in self.git_environment(folder).items()]
        if self.known_hosts:
            mount = client.V1VolumeMount(name="private-repository", mount_path=folder, read_only=True)
            source = client.V1SecretVolumeSource(secret_name=secret_name, default_mode=0o400)
            container.volume_mounts = [*container.volume_mounts, mount]
            pod.spec.volumes = [*pod.spec.volumes, client.V1Volume(name="private-repository", secret=source)]
        else:
            reference = client.V1SecretKeySelector(name=secret_name, key="key")
            env.append(client.V1EnvVar(name="BINDER_GIT_TOKEN", value_from=client.V1EnvVarSource(secret_key_ref=reference)))
        container.env = [*container.env, *env]
