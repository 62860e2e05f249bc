"""What stands before BinderHub's providers.

BinderHub asks a provider for the commit of a link before it looks for an image, builds or launches (builder.py BuildHandler.get). So one place decides,
`Gated.get_resolved_ref`, at every launch and with no memory of earlier answers.
"""

import re
import secrets
import urllib.parse
import weakref

from tornado.log import app_log

OPAQUE = "https://private.invalid/"
NAME = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._~+-]+")

# Links under way, for their builds: upstream hands `provider.git_credentials` to the build, which is a ticket here.
launches = weakref.WeakValueDictionary()


class Gated:
    """Stands before one of BinderHub's providers."""

    gate, prefix, source, handler, access = None, "", None, None, None

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
            return await self.get_public_ref()
        if not hasattr(self, "resolved_ref"):
            self.access, commit = await self.check()
            if self.access is PUBLIC:
                # Upstream took the address before it asked for the commit.
                self.handler.repo_url = self.handler.repo_metric_labels["repo"] = self.get_repo_url()
                return await self.get_public_ref()
            self.resolved_ref = commit
        return self.resolved_ref

    async def get_public_ref(self):
        """Upstream's way. Nobody may call a public repository so that its images or build pods have the names of private ones."""
        commit = await super().get_resolved_ref()
        if self.gate.hidden.match(super().get_build_slug()):
            raise Refused(NO_NAME)
        return commit

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
        return self.gate.hidden_name(self.access) if self.is_private else super().get_build_slug()

    def plain_url(self):
        """The address that git fetches, if it is of a plain form."""
        if self.source is not None and self.hostname.lower() != self.gate.hosts[self.source]:
            raise Refused(NO_NAME)
        url = super().get_repo_url()
        begin = r"ssh://([\w][\w.-]*@)?" if self.gate.type == "sshKey" else "https://"
        plain = re.fullmatch(begin + r"[a-z0-9][a-z0-9.-]*(:\d+)?/(?P<path>.+)", url, re.IGNORECASE | re.ASCII)
        if plain is None or not all(NAME.fullmatch(step) for step in plain["path"].split("/")):
            raise Refused(NO_NAME)
        return url

    def plain_ref(self):
        ref = self.unresolved_ref if self.source != "github" else urllib.parse.unquote(self.unresolved_ref)  # upstream leaves that to GitHub
        if not REF.fullmatch(ref):
            raise Refused(NO_REF)
        return ref


class GatedGitHub(Gated):
    source = "github"

    def plain_url(self):
        if not NAME.fullmatch(self.user) or not NAME.fullmatch(self.repo):
            raise Refused(NO_NAME)
        return super().plain_url()

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
    source = "gitlab"

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
