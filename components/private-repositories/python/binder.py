"""Private repositories in BinderHub.

The chart runs this text in BinderHub's configuration file. Its last line, which the program adds, is `private_repositories(c, {...})`.

BinderHub asks a provider for the commit of a link before it looks for an image, builds or launches (builder.py BuildHandler.get). So one place decides,
`Gated.get_resolved_ref`, at every launch and with no memory of earlier answers. What it lets through as private has names that say nothing, and its build
gets a credential that git sends to that one repository alone.

All upstream sources: https://github.com/jupyterhub/binderhub/tree/b9fad995/binderhub
"""

import asyncio
import hashlib
import hmac
import inspect
import json
import logging
import os
import re
import secrets
import tempfile
import time
import urllib.parse
import weakref

import jwt
from binderhub import base, build, builder, launcher, repoproviders
from binderhub.app import BinderHub
from jupyterhub.services.auth import UserNotAllowed
from kubernetes import client
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.log import app_log
from tornado.web import Finish

PUBLIC = "public"
OPAQUE = "https://private.invalid/"
COMMIT = re.compile(r"[0-9a-f]{40}")
NAME = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._~+-]+")
# A ref that git takes (git-check-ref-format), and that no shell, path or pattern takes for something else.
REF = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|/\.|@\{))[^\x00-\x20\x7f~^:?*\[\]\\]{1,250}(?<![/.])(?<!\.lock)")

NO_SUCH = "There is no such repository, or you may not read it."
NO_NAME = "This is not the plain address of a repository."
NO_REF = "This is not the name of a branch, a tag or a commit."
MOVED = "This repository has another address now. Use that one."
SIGN_IN = "Sign out of this hub, and in again: it does not know your login any more."
HUB_DOWN = "The hub does not answer. Try again in a minute."

# Links under way, for their builds: upstream hands `provider.git_credentials` to the build, which is a ticket here.
launches = weakref.WeakValueDictionary()


class Refused(Exception):
    """No. The message goes to the person who asks: it does not say whether what they may not read exists."""


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
            options = [f"UserKnownHostsFile={folder}/known_hosts", "GlobalKnownHostsFile=none", "StrictHostKeyChecking=yes"]
            options += ["IdentitiesOnly=yes", "IdentityAgent=none", "BatchMode=yes"]
            ssh = " ".join(["ssh", "-F", "none", "-i", f"{folder}/key", *(f"-o {option}" for option in options)])
            # Git's last argument to ssh is the command for the server (git connect.c fill_ssh_args).
            wanted = f"git-upload-pack '{where.path}'"
            env["GIT_SSH_COMMAND"] = f'f() {{ for last; do :; done; test "$last" = "{wanted}" || exit 1; exec {ssh} "$@"; }}; f'
            env["GIT_SSH_VARIANT"] = "ssh"
        else:
            path = where.path.strip("/").removesuffix(".git")
            paths = "|".join(f"path={path}{end}{lfs}" for end in ("", ".git") for lfs in ("", "/info/lfs"))
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


async def ask(url, token, body=None, expired=SIGN_IN):
    """Asks an API, and follows no redirect. `None` is one answer for "not there" and "not for you"."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json", "User-Agent": "BinderHub"}
    request = HTTPRequest(url, headers=headers, follow_redirects=False, method="GET" if body is None else "POST", request_timeout=30)
    if body is not None:
        request.body, request.headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    host = urllib.parse.urlsplit(url).hostname
    try:
        response = await AsyncHTTPClient().fetch(request, raise_error=False)
    except Exception as error:
        app_log.error("private repositories: no answer from %s (%s)", host, type(error).__name__)
        raise Refused(f"{host} does not answer. Try again in a minute.") from None
    code, told = response.code, response.headers
    if 200 <= code < 300:
        return json.loads(response.body)
    if 300 <= code < 400:
        raise Refused(MOVED)
    if code == 401:
        raise Refused(expired)
    # https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
    if code == 429 or (code == 403 and (told.get("x-ratelimit-remaining") == "0" or "retry-after" in told)):
        raise Refused(f"{host} has been asked too much. Try again in some minutes.")
    if code < 500:
        return None
    raise Refused(f"{host} does not answer. Try again in a minute.")


async def person(handler):
    """The name of who asks, as the hub knows them now. BinderHub's own answer may be five minutes old (HubAuth.cache_max_age)."""
    if handler is None or not isinstance(handler.current_user, dict):
        raise Refused(SIGN_IN)
    try:
        # With the person's own token, the hub also refreshes what it knows of their login (jupyterhub BaseHandler.get_current_user).
        user = await handler.hub_auth.user_for_token(handler.hub_auth.get_token(handler), use_cache=False, sync=False)
        user = handler.check_hub_user(user) if user else None
    except UserNotAllowed:
        user = None
    except Exception:
        raise Refused(HUB_DOWN) from None
    if user is None or user.get("kind") != "user" or user["name"] != handler.current_user.get("name"):
        raise Refused(SIGN_IN)
    return user["name"]


class Gate:
    """The settings and keys, and who may have what."""

    def __init__(self, settings, environment):
        self.type, self.source = settings["type"], settings.get("source")
        self.hosts, self.github_api = settings["hosts"], settings["github_api"].rstrip("/")
        self.app_id, self.known_hosts = settings.get("app_id"), settings.get("known_hosts") or ""
        self.username, self.marker = settings.get("username") or "oauth2", settings["image_prefix_marker"]
        self.rules = {prefix: [re.compile(rule, re.IGNORECASE) for rule in rules] for prefix, rules in settings["rules"].items()}
        # Taken out of the environment: programs that BinderHub starts have no use for them.
        self.name_key = bytes.fromhex(environment.pop("PRIVATE_REPOSITORIES_NAME_KEY", ""))
        self.key = environment.pop("PRIVATE_REPOSITORIES_KEY", "")
        # As upstream's _safe_build_slug writes the name.
        self.image = re.compile(re.escape(self.marker.removesuffix("-")) + r"-2d[0-9a-f]+-[0-9a-f]{6}:")

    def trouble(self):
        """What is wrong with the settings, or `None`."""
        served = {"githubApp": ["gh"], "token": ["gh", "gl", "git"], "sshKey": ["git"], "perUser": [{"github": "gh", "gitlab": "gl"}.get(self.source)]}
        if self.type not in served:
            return f"the type {self.type} is not known"
        others = [prefix for prefix, rules in self.rules.items() if rules and prefix not in served[self.type]]
        if others:
            return f"{self.type} has no rules for {', '.join(others)}"
        if len(self.name_key) < 32:
            return "PRIVATE_REPOSITORIES_NAME_KEY has less than 32 bytes in hexadecimal digits"
        if self.type != "perUser" and not self.key:
            return "PRIVATE_REPOSITORIES_KEY is empty"
        if self.type == "sshKey" and not self.known_hosts.strip():
            return "known_hosts is empty"
        return None if re.fullmatch(r"[\w.@+-]+", self.username) else "the username has other characters than letters, digits and .@+-_"

    def covers(self, prefix, spec):
        """Whether a link may lead to a private repository, compared as upstream's RepoProvider.is_banned compares."""
        return any(rule.match(spec) for rule in self.rules.get(prefix, []))

    def hide(self, *parts):
        """A name that only this hub can make, and that says nothing."""
        return hmac.new(self.name_key, json.dumps(parts).encode(), hashlib.sha256).hexdigest()

    def sign(self, image, username, server_name):
        """Tells the hub (hub.py) that this person may start this private image now."""
        now = str(int(time.time()))
        return f"{now}:{self.hide('launch', image, username, server_name, now)}"

    async def enter(self, provider):
        """The access (or `PUBLIC`) and the commit of a link, for the person who asks, as of now. Raises `Refused`."""
        name = await person(provider.handler)
        url = provider.plain_url()
        if self.type in ("token", "sshKey"):
            access = Access(url, url, self.username, self.key, self.known_hosts)
            return access, await access.find_commit(provider.plain_ref())
        token = await (self.app_token(provider) if self.type == "githubApp" else self.login_token(provider.handler, name))
        return (PUBLIC, None) if token is None else await provider.by_api(token, provider.plain_ref())

    async def login_token(self, handler, name):
        """The person's token at GitHub or GitLab, which the hub keeps encrypted (auth_state)."""
        try:
            answer = await handler.settings["launcher"].api_request(f"users/{urllib.parse.quote(name, safe='@~')}", method="GET")
            state = json.loads(answer.body).get("auth_state")
        except Exception:
            raise Refused(HUB_DOWN) from None
        # oauthenticator's user_auth_state_key says whose login it is.
        if not isinstance(state, dict) or f"{self.source}_user" not in state or not state.get("access_token"):
            raise Refused(SIGN_IN)
        return state["access_token"]

    async def app_token(self, provider):
        """A GitHub App's token for this one repository, to read, for an hour. `None` where the App is not installed.

        https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app
        """
        now, no = int(time.time()), "GitHub does not take the key of this hub's App. Tell those who run the hub."
        app = jwt.encode({"iat": now - 60, "exp": now + 540, "iss": str(self.app_id)}, self.key, algorithm="RS256")
        found = await ask(f"{self.github_api}/repos/{provider.user}/{provider.repo}/installation", app, expired=no)
        if found is None:
            return None
        wanted = {"repositories": [provider.repo], "permissions": {"contents": "read", "metadata": "read"}}
        made = await ask(f"{self.github_api}/app/installations/{int(found['id'])}/access_tokens", app, wanted, expired=no)
        if made is None:
            raise Refused(NO_SUCH)
        return made["token"]


class Gated:
    """Stands before one of BinderHub's providers."""

    gate, prefix, handler, access = None, "", None, None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_be_private = self.gate.covers(self.prefix, self.spec)
        if self.may_be_private:
            self.usual_credentials, self.git_credentials = self.git_credentials, secrets.token_hex(16)
            launches[self.git_credentials] = self

    @property
    def is_private(self):
        return self.may_be_private and self.access is not PUBLIC

    async def get_resolved_ref(self):
        """The commit, if the person may read it. Only public links reach upstream's, whose caches know no persons."""
        if not self.is_private:
            return await super().get_resolved_ref()
        if not hasattr(self, "resolved_ref"):
            self.access, commit = await self.check()
            if self.access is PUBLIC:
                # Upstream took the address before it asked for the commit.
                self.handler.repo_url = self.handler.repo_metric_labels["repo"] = self.get_repo_url()
                return await super().get_resolved_ref()
            self.resolved_ref = commit
        return self.resolved_ref

    async def check(self):
        try:
            return await self.gate.enter(self)
        except Refused:
            raise
        except Exception as error:
            app_log.error("private repositories: %s in a check", type(error).__name__)
            raise Refused("Something went wrong in this hub's check of your rights. Tell those who run the hub.") from None

    async def check_again(self):
        """A build takes long. Before what it made is launched, the right must be there still."""
        access, commit = await self.check()
        if access is not PUBLIC and (commit is None or access.identity != self.access.identity):
            raise Refused(NO_SUCH)

    def get_repo_url(self):
        """Goes into metrics, logs, annotations, and names of servers: opaque until the repository is known to be public."""
        url = super().get_repo_url()
        return OPAQUE + self.gate.hide("link", self.prefix, url.lower())[:12] if self.is_private else url

    def get_build_slug(self):
        """The images and the build pods of a private repository. Another repository of the same name has another identity."""
        return f"{self.gate.marker}{self.gate.hide('image', self.access.identity)}" if self.is_private else super().get_build_slug()

    def plain_url(self):
        """The address that git fetches, if it is of a plain form."""
        url = super().get_repo_url()
        schemes, where = {"ssh"} if self.gate.type == "sshKey" else {"https"}, urllib.parse.urlsplit(url)
        host = r"([\w.-]+@)?[a-z0-9][a-z0-9.-]*(:\d+)?" if where.scheme == "ssh" else r"[a-z0-9][a-z0-9.-]*(:\d+)?"
        steps = where.path.removeprefix("/").split("/")
        if where.scheme not in schemes or not re.fullmatch(host, where.netloc, re.IGNORECASE) or where.netloc.startswith("-"):
            raise Refused(NO_NAME)
        if url != f"{where.scheme}://{where.netloc}{where.path}" or not all(NAME.fullmatch(step) for step in steps):
            raise Refused(NO_NAME)
        return url

    def plain_ref(self):
        ref = self.unresolved_ref
        if not REF.fullmatch(ref):
            raise Refused(NO_REF)
        return ref


class GatedGitHub(Gated):
    def plain_url(self):
        if self.hostname.lower() != self.gate.hosts["github"] or not NAME.fullmatch(self.user) or not NAME.fullmatch(self.repo):
            raise Refused(NO_NAME)
        return super().plain_url()

    def plain_ref(self):
        ref = urllib.parse.unquote(self.unresolved_ref)  # upstream leaves this to GitHub
        if not REF.fullmatch(ref):
            raise Refused(NO_REF)
        return ref

    async def by_api(self, token, ref):
        """https://docs.github.com/en/rest/repos/repos and .../rest/commits/commits; `private` is true of internal ones too."""
        home = f"{self.gate.github_api}/repos/{self.user}/{self.repo}"
        found = await ask(home, token)
        if found is None:
            raise Refused(NO_SUCH)
        if found["full_name"].lower() != f"{self.user}/{self.repo}".lower():
            raise Refused(MOVED)
        if found["private"] is False and found.get("visibility", "public") == "public":
            return PUBLIC, None
        commit = (await ask(f"{home}/commits/{urllib.parse.quote(ref, safe='')}", token) or {}).get("sha")
        access = Access(f"{self.gate.hosts['github']}|{int(found['id'])}", self.plain_url(), "x-access-token", token)
        return access, commit if COMMIT.fullmatch(str(commit)) else None


class GatedGitLab(Gated):
    def plain_url(self):
        if self.hostname.lower() != self.gate.hosts["gitlab"]:
            raise Refused(NO_NAME)
        return super().plain_url()

    async def by_api(self, token, ref):
        """https://docs.gitlab.com/api/projects and /api/commits. A guest sees a private project, but no commit."""
        projects = f"https://{self.hostname}/api/v4/projects"
        found = await ask(f"{projects}/{urllib.parse.quote(self.namespace, safe='')}", token)
        if found is None:
            raise Refused(NO_SUCH)
        if found["path_with_namespace"].lower() != self.namespace.lower():
            raise Refused(MOVED)
        if found["visibility"] == "public":
            return PUBLIC, None
        number = int(found["id"])
        commit = (await ask(f"{projects}/{number}/repository/commits/{urllib.parse.quote(ref, safe='')}", token) or {}).get("id")
        access = Access(f"{self.gate.hosts['gitlab']}|{number}", self.plain_url(), "oauth2", token)
        return access, commit if COMMIT.fullmatch(str(commit)) else None


class BuildApi:
    """The Kubernetes API of one private build: its pod gets the credential."""

    def __init__(self, api, access):
        self.api, self.access = api, access

    def __getattr__(self, name):
        return getattr(self.api, name)

    def create_namespaced_pod(self, namespace, pod, **kwargs):
        """The pod first, which waits for its Secret; then the Secret, which goes with the pod. If the pod is there already, no Secret is made."""
        name = f"{pod.metadata.name}-{secrets.token_hex(4)}"
        self.access.put_into(pod, name)
        made = self.api.create_namespaced_pod(namespace, pod, **kwargs)
        owner = client.V1OwnerReference(api_version="v1", kind="Pod", name=made.metadata.name, uid=made.metadata.uid)
        data = {"key": self.access.secret.rstrip("\n") + "\n", "known_hosts": self.access.known_hosts} if self.access.known_hosts else {"key": self.access.secret}
        metadata = client.V1ObjectMeta(name=name, labels={"component": "binderhub-build"}, owner_references=[owner])
        try:
            self.api.create_namespaced_secret(namespace, client.V1Secret(metadata=metadata, string_data=data), **kwargs)
        except Exception as error:
            self.api.delete_namespaced_pod(name=made.metadata.name, namespace=namespace, body=client.V1DeleteOptions(grace_period_seconds=0))
            raise RuntimeError(f"The Secret of a private build could not be made ({getattr(error, 'status', type(error).__name__)})") from None
        return made


class GatedBuild:
    """Stands before BinderHub's class of builds."""

    access = None
    explained = False

    def __init__(self, **kwargs):
        provider = launches.get(kwargs.get("git_credentials"))
        if provider is None and kwargs.get("repo_url", "").startswith(OPAQUE):
            raise RuntimeError("A private build without its launch")
        if provider is not None:
            kwargs["git_credentials"] = "" if provider.is_private else provider.usual_credentials
            kwargs["repo_url"] = provider.get_repo_url()
        super().__init__(**kwargs)
        if provider is not None and provider.is_private:
            self.access = provider.access

    def get_cmd(self):
        command = super().get_cmd()
        return command if self.access is None else [*command[:-1], self.access.url]

    def submit(self):
        if self.access is not None:
            self.api = BuildApi(self.api, self.access)
        return super().submit()

    def progress(self, kind, payload):
        if self.access is None or not isinstance(payload, str):
            return super().progress(kind, payload)
        super().progress(kind, payload.replace(self.access.secret.strip(), "[secret]"))
        trouble = re.search(r"into submodule path .* failed|smudge filter lfs failed|batch response|cannot run ssh", payload)
        if trouble and not self.explained:
            self.explained = True
            why = (
                "git has no ssh in the image that builds: those who run the hub must give it one."
                if "cannot run ssh" in payload and self.access.known_hosts
                else "What a private repository takes from other places (submodules, LFS at another address) must be public. It is fetched without your rights,"
                " because others who may read this repository get the same image, and may perhaps not read those."
            )
            super().progress(kind, json.dumps({"phase": "fetching", "message": why + "\n"}))


# What this file changes or leans on, as it was when the file was written: BinderHub b9fad995.
KNOWN = {
    "base.BaseHandler.initialize": "03e819a220c3",
    "base.BaseHandler.get_current_user": "4a7d5438705e",
    "base.BaseHandler.get_spec_from_request": "52ccf4f16a2f",
    "base.BaseHandler.get_provider": "a84225c17eab",
    "builder._generate_build_name": "6a4d0688270d",
    "builder._safe_build_slug": "81002e2c4efb",
    "builder.BuildHandler.get": "ac10f86c32d7",
    "builder.BuildHandler.fail": "2980f1e5535b",
    "builder.BuildHandler.emit_launch_event": "e2f033254a4b",
    "builder.BuildHandler.check_quota": "1d9118d120ef",
    "builder.BuildHandler.launch": "984962dd4c42",
    "launcher.Launcher.api_request": "0300516326e2",
    "launcher.Launcher.unique_name_from_repo": "869caa9e61d4",
    "launcher.Launcher.launch": "ad045dfa8c9c",
    "repoproviders.RepoProvider": "83b93b69d1e5",
    "repoproviders.GitRepoProvider": "862029ba11cf",
    "repoproviders.GitLabRepoProvider": "dc08a276e241",
    "repoproviders.GitHubRepoProvider": "9a48f944ebbd",
    "build.BuildExecutor": "1a6ba27b4b35",
    "build.KubernetesBuildExecutor": "0d2c7538c484",
}


def changed_under_us():
    """The functions of BinderHub that are not those that this file knows."""
    modules = {"base": base, "build": build, "builder": builder, "launcher": launcher, "repoproviders": repoproviders}
    changed = []
    for name, known in KNOWN.items():
        found = modules[name.split(".")[0]]
        for step in name.split(".")[1:]:
            found = getattr(found, step, None)
        source = inspect.getsource(found) if found else ""
        if hashlib.sha256(source.encode()).hexdigest()[:12] != known:
            changed.append(name)
    return changed


def private_repositories(c, settings):
    """Puts the gate before BinderHub, or ends the program.

    An ordinary error in a configuration file would start BinderHub with no configuration at all (traitlets Application._load_config_files).
    """
    try:
        changed = changed_under_us()
        if changed:
            raise ValueError(f"this BinderHub is not the one that is known (b9fad995). Changed: {', '.join(changed)}")
        gate = Gate(settings, os.environ)
        put_classes(c, gate)
    except Exception as error:
        raise SystemExit(f"Private repositories: {error if isinstance(error, ValueError) else repr(error)}") from None
    put_hooks(gate)


def put_classes(c, gate):
    """Puts the gate into BinderHub's providers and its class of builds."""
    trouble = gate.trouble()
    if trouble is None and c.BinderHub.get("auth_enabled") is not True:
        trouble = "nobody logs in to this hub (BinderHub.auth_enabled)"
    providers = dict(c.BinderHub.repo_providers if "repo_providers" in c.BinderHub else BinderHub.class_traits()["repo_providers"].default())
    builds = c.BinderHub.build_class if "build_class" in c.BinderHub else build.KubernetesBuildExecutor
    if not (inspect.isclass(builds) and issubclass(builds, build.KubernetesBuildExecutor)):
        trouble = "BinderHub.build_class builds elsewhere than on Kubernetes"
    if trouble is not None:
        raise ValueError(trouble)

    before = {"gh": (GatedGitHub, repoproviders.GitHubRepoProvider), "gl": (GatedGitLab, repoproviders.GitLabRepoProvider)}
    before["git"] = (Gated, repoproviders.GitRepoProvider)
    for prefix, (gated, known) in before.items():
        if prefix in providers:
            if not issubclass(providers[prefix], known):
                raise ValueError(f"the source {prefix} is not BinderHub's own")
            providers[prefix] = type(f"Gated{known.__name__}", (gated, providers[prefix]), {"gate": gate, "prefix": prefix})
    c.BinderHub.repo_providers = providers
    c.BinderHub.build_class = type("GatedBuildExecutor", (GatedBuild, builds), {})


def put_hooks(gate):
    """Puts the gate into BinderHub's handlers."""
    # It writes all headers at DEBUG; upstream's init_pycurl stops that only where BinderHub itself logs so much.
    logging.getLogger("tornado.curl_httpclient").setLevel(logging.INFO)
    get_provider, emit, launch, start = (
        base.BaseHandler.get_provider,
        builder.BuildHandler.emit_launch_event,
        builder.BuildHandler.launch,
        launcher.Launcher.launch,
    )

    def get_provider_of_handler(self, *args, **kwargs):
        provider = get_provider(self, *args, **kwargs)
        if isinstance(provider, Gated):
            provider.handler = self
        return provider

    def emit_opaque(self, provider, spec, ref):
        return emit(self, provider, provider.get_repo_url() if getattr(provider, "is_private", False) else spec, ref)

    async def launch_after_check(self, provider):
        if self.build is not None and getattr(provider, "is_private", False):
            try:
                await provider.check_again()
            except Refused as refused:
                await self.fail(str(refused))
                raise Finish() from None
        return await launch(self, provider)

    async def start_signed(self, image, username, server_name="", extra_args=None, **kwargs):
        if gate.image.search(image):
            extra_args = {**(extra_args or {}), "private_launch": gate.sign(image, username, server_name)}
        started = await start(self, image, username, server_name, extra_args=extra_args, **kwargs)
        started.pop("private_launch", None)
        return started

    base.BaseHandler.get_provider = get_provider_of_handler
    builder.BuildHandler.emit_launch_event = emit_opaque
    builder.BuildHandler.launch = launch_after_check
    launcher.Launcher.launch = start_signed
