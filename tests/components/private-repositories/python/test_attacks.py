"""The attack table: each row is a way in, and nobody gets in.

`lab/secret` is private. Alice may read it and has launched it: its image stands in the registry. Mallory has a login at the same hub and at GitHub, and a
private repository of her own, `mallory/own`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import jwt
import pytest
from binderhub import repoproviders
from world import Registry

SECRETS = ("gho_", "ghs_", "glpat-", "BEGIN RSA", "binders-own-token")


@dataclass
class Row:
    name: str
    link: str = "gh/lab/secret/HEAD"
    who: str | None = "mallory"
    arrange: Callable = lambda world: None
    query: Callable = lambda world: ""
    headers: dict | None = None
    hub: tuple = ("perUser", {})
    says: str = ""


def forget_reader(world):
    world.servers.repositories["lab/secret"]["readers"].clear()


def etag_is_known(world):
    forget_reader(world)
    url = f"https://{world.servers.host}/api/v3/repos/lab/secret/commits/HEAD"
    repoproviders.GitHubRepoProvider.cache.set(url, {"etag": '"1"', "sha": world.servers.commit})
    world.servers.answers["/api/v3/repos/lab/secret/commits"] = (304, {})


def moved(world):
    world.servers.repositories["lab/secret"]["moved"] = True


def full_name(text):
    return lambda world: world.servers.repositories["lab/secret"].update(full_name=text)


def login(**state):
    return lambda world: world.servers.people["alice"].update(auth_state=state or None)


def no_state(world):
    del world.servers.people["alice"]["auth_state"]


def github_says(code, path="/api/v3/repos/lab/secret", **headers):
    return lambda world: world.servers.answers.update({path: (code, headers)})


def to_evil(path, code=302):
    return lambda world: world.servers.answers.update({path: (code, {"Location": f"https://{world.servers.evil}/lab/secret/info/refs"})})


def hub_says(path, *codes):
    return lambda world: world.servers.hub_answers.update({path: list(codes)})


def alice(**changes):
    return lambda world: world.servers.people["alice"].update(changes)


def gone_from_hub(world):
    del world.servers.people["alice"]


def gist(world):
    world.servers.gists["abc"] = {"public": False, "history": [{"version": world.servers.commit}]}


def build_token(audience, origin="binder.example.org"):
    def query(world):
        claims = {"aud": audience, "origin": origin, "exp": 9999999999}
        return "?build_token=" + jwt.encode(claims, key=world.app.build_token_secret, algorithm="HS256")

    return query


def guest(world):
    world.servers.repositories["lab/secret"]["readers"].add("mallory")
    world.servers.repositories["lab/secret"]["guests"] = {"mallory"}


def not_installed(world):
    world.servers.installed.clear()


def token_is_void(world):
    world.servers.tokens.clear()


# BinderHub's words and the gate's. The same are said of what does not exist and of what the person may not read.
NO_SUCH = "There is no such repository, or you may not read it."
NO_NAME = "This is not the plain address of a repository."
NO_REF = "This is not the name of a branch, a tag or a commit."
NOT_FOUND = "Could not resolve ref for"
MOVED = "This repository has another address now."
SIGN_IN = "Sign out of this hub, and in again"
NO_LOGIN = "Forbidden"
HUB_DOWN = "The hub does not answer."
DOWN = "127.0.0.1 does not answer."
TOO_MUCH = "127.0.0.1 has been asked too much."
GIT_SAYS_NO = "could not read"

HTTPS = "git/https%3A%2F%2F{host}%2F"
LAB = ("perUser", {"source": "gitlab"})
APP = ("githubApp", {})
TOKEN = ("token", {"key": "glpat-shared"})
ANYTHING = ("token", {"key": "glpat-shared", "rules": {"git": [".*"], "gh": [".*"], "gl": [".*"]}})
SSH = ("sshKey", {"key": "BEGIN RSA", "rules": {"git": [".*"]}})

ROWS = [
    # The image stands in the registry already.
    Row("the cached image of another person", says=NO_SUCH),
    Row("the cached image of another person, by its commit", "gh/lab/secret/{commit}", says=NO_SUCH),
    Row("the cached image of another person, by the branch's name", "gh/lab/secret/main", says=NO_SUCH),
    Row("the link of another person, with its place in the repository", query=lambda _: "?urlpath=lab", says=NO_SUCH),
    Row("a page's own valid build token", query=build_token("gh/lab/secret/HEAD"), says=NO_SUCH),
    Row("a build token of another link", query=build_token("gh/mallory/own/HEAD"), says="Invalid build token"),
    Row(
        "building and not launching",
        query=lambda _: "?build_only=true",
        hub=("perUser", {"config": {"BinderHub": {"enable_api_only_mode": True}}}),
        says=NO_SUCH,
    ),
    # A right that is gone.
    Row("a right that was taken away", who="alice", arrange=forget_reader, says=NO_SUCH),
    Row("a right that was taken away, while upstream's cache still knows the commit", who="alice", arrange=etag_is_known, says=NO_SUCH),
    Row("somebody whose account at the hub was deleted, whom BinderHub remembers for five minutes", who="alice", arrange=gone_from_hub, says=SIGN_IN),
    Row("somebody who lost the right to use BinderHub, whom it remembers", who="alice", arrange=alice(scopes=[]), says=SIGN_IN),
    Row("a login that now is another person's", who="alice", arrange=alice(name="mallory"), says=SIGN_IN),
    # Who asks.
    Row("nobody is logged in", who=None, says=NO_LOGIN),
    Row("a made-up login", who="nobody", says=NO_LOGIN),
    Row("a service of the hub, which is no person", who="robot", says=SIGN_IN),
    Row("a person's name in a header", headers={"X-Forwarded-User": "alice", "Remote-User": "alice"}, says=NO_SUCH),
    Row("a token of GitHub in place of a login", who=None, headers={"Authorization": "token gho_alice"}, says=NO_LOGIN),
    Row("the hub's own token with a person's name", who=None, headers={"Authorization": "token binders-own-token", "X-User": "alice"}, says=NO_LOGIN),
    # The spelling of the link.
    Row("the owner in capitals", "gh/LAB/secret/HEAD", says=NO_SUCH),
    Row("the name in capitals", "gh/lab/SECRET/HEAD", says=NO_SUCH),
    Row("the ending .git", "gh/lab/secret.git/HEAD", says=NO_SUCH),
    Row("the ending .git twice", "gh/lab/secret.git.git/HEAD", says=NO_SUCH),
    Row("a letter of the owner as a percent sign", "gh/l%61b/secret/HEAD", "alice", says=NO_NAME),
    Row("a letter of the name as a percent sign", "gh/lab/%73ecret/HEAD", "alice", says=NO_NAME),
    Row("a letter as a percent sign twice over", "gh/lab/%2573ecret/HEAD", "alice", says=NO_NAME),
    Row("a slash as a percent sign", "gh/lab%2Fsecret/x/HEAD", "alice", says=NO_NAME),
    Row("a step up as the owner", "gh/../lab/secret", "alice", says=NO_NAME),
    Row("a step up as the name", "gh/mallory/../lab/secret/commits/HEAD", says=NO_NAME),
    Row("a step up as percent signs", "gh/mallory/%2E%2E/lab/secret/commits/HEAD", says=NO_NAME),
    Row("a step up as the name, which is also a dot", "gh/lab/./secret/HEAD", "alice", says=NO_NAME),
    Row("an empty owner", "gh//secret/HEAD", "alice", says=NO_NAME),
    Row("a letter of another alphabet that looks the same", "gh/lab/s%D0%B5cret/HEAD", "alice", says=NO_NAME),
    Row("a zero byte after the name", "gh/lab/secret%00/HEAD", "alice", says=NO_NAME),
    Row("a new line in the name", "gh/lab/secret%0A/HEAD", "alice", says=NO_NAME),
    Row("a question mark after the name", "gh/lab/secret%3Fx/HEAD", "alice", says=NO_NAME),
    Row("a user before the host, as the owner", "gh/alice@lab/secret/HEAD", "alice", says=NO_NAME),
    # The ref.
    Row("steps up in the ref, from a repository of one's own", "gh/mallory/own/../../../lab/secret/commits/HEAD", says=NO_REF),
    Row("steps up in the ref as percent signs", "gh/mallory/own/..%2F..%2F..%2Flab%2Fsecret%2Fcommits%2FHEAD", says=NO_REF),
    Row("a step up at the end of the ref", "gh/mallory/own/HEAD/..", says=NO_REF),
    Row("a commit of a fork", "gh/lab/secret/" + "b" * 40, "alice", says=NOT_FOUND),
    Row("a commit with more behind it", "gh/lab/secret/{commit}%0Aevil", "alice", says=NO_REF),
    Row("a ref that is an option of git", "gh/lab/secret/--upload-pack=evil", "alice", says=NO_REF),
    Row("a ref with a new line", "gh/lab/secret/HEAD%0D%0AX-Evil:%201", "alice", says=NO_REF),
    Row("a ref with a pattern", "gh/lab/secret/*", "alice", says=NO_REF),
    Row("a ref with an earlier state", "gh/lab/secret/main@%7B1%7D", "alice", says=NO_REF),
    Row(
        "an answer without a commit",
        who="alice",
        arrange=lambda world: world.servers.repositories["lab/secret"]["commits"].update(HEAD="../../x"),
        says=NOT_FOUND,
    ),
    # The repository's place.
    Row("a renamed repository", who="alice", arrange=moved, says=MOVED),
    Row("a renamed repository, where the API answers for the new one", who="alice", arrange=full_name("lab/other"), says=MOVED),
    Row("an answer for the repository of somebody else", who="alice", arrange=full_name("mallory/own"), says=MOVED),
    Row("the same name at another provider", "gl/lab%2Fsecret/HEAD", "alice", says=NOT_FOUND),
    Row("the same repository through Git", HTTPS + "lab%2Fsecret/HEAD", "alice", says=GIT_SAYS_NO),
    Row(
        "the same repository through Git, with a name before the host",
        "git/https%3A%2F%2Foauth2@{host}%2Flab%2Fsecret/HEAD",
        "alice",
        says=GIT_SAYS_NO,
    ),
    Row("a secret gist of another person", "gist/alice/abc/HEAD", arrange=gist, says="secret Gist"),
    Row("a secret gist, with its owner's login", "gist/alice/abc/HEAD", "alice", arrange=gist, says="secret Gist"),
    Row("a source that is not there", "private/lab/secret/HEAD", "alice", says="No provider"),
    # The hub and the login.
    Row("the hub is down", who="alice", arrange=hub_says("user$", 503), says=HUB_DOWN),
    Row("the hub is down when asked for the login", who="alice", arrange=hub_says("users/", 503), says=HUB_DOWN),
    Row("the hub takes BinderHub's token no more", who="alice", arrange=hub_says("users/", 403), says=HUB_DOWN),
    Row("a login that the hub could not refresh", who="alice", arrange=hub_says("user$", 403), says=SIGN_IN),
    Row("a login that is not kept", who="alice", arrange=login(), says=SIGN_IN),
    Row("a hub that does not show the login", who="alice", arrange=no_state, says=SIGN_IN),
    Row("a login of another provider", who="alice", arrange=login(access_token="gho_alice", gitlab_user={}), says=SIGN_IN),
    Row("a login without a token", who="alice", arrange=login(github_user={}), says=SIGN_IN),
    Row("a token that has ended", who="alice", arrange=login(access_token="gho_old", github_user={}), says=SIGN_IN),
    # GitHub's answers.
    Row("GitHub's limit is reached", who="alice", arrange=github_says(403, X_RateLimit_Remaining="0"), says=TOO_MUCH),
    Row("GitHub's second limit is reached", who="alice", arrange=github_says(403, Retry_After="60"), says=TOO_MUCH),
    Row("GitHub has been asked too much", who="alice", arrange=github_says(429), says=TOO_MUCH),
    Row("GitHub is down", who="alice", arrange=github_says(502), says=DOWN),
    Row("GitHub forbids", who="alice", arrange=github_says(403), says=NO_SUCH),
    Row("GitHub answers with nothing", who="alice", arrange=github_says(204), says=DOWN),
    Row("GitHub's API sends elsewhere", who="alice", arrange=to_evil("/api/v3/repos/lab/secret$"), says=MOVED),
    Row("GitHub's API sends elsewhere for good", who="alice", arrange=to_evil("/api/v3/repos/lab/secret$", 301), says=MOVED),
    Row("GitHub's API sends elsewhere for the commit", who="alice", arrange=to_evil("/api/v3/repos/lab/secret/commits", 307), says=MOVED),
    # A GitLab login.
    Row("GitLab: a project of others", "gl/lab%2Fsecret/HEAD", hub=LAB, says=NO_SUCH),
    Row("GitLab: a guest, who sees the project but no files", "gl/lab%2Fsecret/HEAD", arrange=guest, hub=LAB, says=NOT_FOUND),
    Row("GitLab: a project by its number", "gl/1000/HEAD", "alice", hub=LAB, says=MOVED),
    Row("GitLab: a step up in the group", "gl/mallory%2F..%2Flab%2Fsecret/HEAD", hub=LAB, says=NO_NAME),
    Row("GitLab: a step up, with percent signs twice over", "gl/mallory%2F%252E%252E%2Flab%2Fsecret/HEAD", hub=LAB, says=NO_NAME),
    Row("GitLab: two slashes", "gl/lab%2F%2Fsecret/HEAD", "alice", hub=LAB, says=NO_NAME),
    Row("GitLab: a renamed project", "gl/lab%2Fsecret/HEAD", "alice", arrange=full_name("lab/other"), hub=LAB, says=MOVED),
    Row("GitLab: the same name at GitHub", "gh/lab/secret/HEAD", "alice", hub=LAB, says=NOT_FOUND),
    Row("GitLab: steps up in the ref", "gl/mallory%2Fown/..%2F..%2F..%2Flab%2Fsecret", hub=LAB, says=NO_REF),
    # A GitHub App for listed repositories.
    Row("App: a repository that is not listed", "gh/other/secret/HEAD", "alice", hub=APP, says=NOT_FOUND),
    Row("App: a repository where the App is not installed", who="alice", arrange=not_installed, hub=APP, says=NOT_FOUND),
    Row("App: a renamed repository", who="alice", arrange=moved, hub=APP, says=MOVED),
    Row("App: nobody is logged in", who=None, hub=APP, says=NO_LOGIN),
    Row("App: a service of the hub", who="robot", hub=APP, says=SIGN_IN),
    Row("App: somebody whose account was deleted", who="alice", arrange=gone_from_hub, hub=APP, says=SIGN_IN),
    Row(
        "App: the key is not taken",
        who="alice",
        arrange=github_says(401, "/api/v3/repos/lab/secret/installation"),
        hub=APP,
        says="does not take the key",
    ),
    Row("App: no token is made", who="alice", arrange=github_says(422, "/api/v3/app/installations"), hub=APP, says=NO_SUCH),
    Row("App: a repository that is not listed, from one that is", "gh/lab/../other/secret/commits/HEAD", "alice", hub=APP, says=NO_NAME),
    # One token for listed repositories.
    Row("token: a repository that is not listed", HTTPS + "other%2Fsecret/HEAD", "alice", hub=TOKEN, says=GIT_SAYS_NO),
    Row("token: a repository that is not listed, from one that is", HTTPS + "lab%2F..%2Fother%2Fsecret/HEAD", "alice", hub=TOKEN, says=NO_NAME),
    Row("token: the same with percent signs twice over", HTTPS + "lab%2F%252E%252E%2Fother%2Fsecret/HEAD", "alice", hub=TOKEN, says=NO_NAME),
    Row("token: a host without encryption", "git/http%3A%2F%2F{host}%2Flab%2Fsecret/HEAD", "alice", hub=ANYTHING, says=NO_NAME),
    Row("token: a user before the host", "git/https%3A%2F%2Fx@{host}%2Flab%2Fsecret/HEAD", "alice", hub=ANYTHING, says=NO_NAME),
    Row("token: a password before the host", "git/https%3A%2F%2Fx%3Ay@{host}%2Flab%2Fsecret/HEAD", "alice", hub=ANYTHING, says=NO_NAME),
    Row("token: a question behind the path", HTTPS + "lab%2Fsecret%3Fx=1/HEAD", "alice", hub=ANYTHING, says=NO_NAME),
    Row("token: a mark behind the path", HTTPS + "lab%2Fsecret%23x/HEAD", "alice", hub=ANYTHING, says=NO_NAME),
    Row("token: a quote in the path, for the shell", HTTPS + "lab%2Fsecret'%3Bid%3B'/HEAD", "alice", hub=ANYTHING, says=NO_NAME),
    Row("token: a command in the path, for the shell", HTTPS + "lab%2F$(id)/HEAD", "alice", hub=ANYTHING, says=NO_NAME),
    Row("token: a program as the address", "git/ext%3A%3Ash%20-c%20id/HEAD", "alice", hub=ANYTHING, says="Unsupported git url"),
    Row("token: a folder of BinderHub's own", "git/file%3A%2F%2F%2Fetc/HEAD", "alice", hub=ANYTHING, says="Unsupported git url"),
    Row("token: a ref that is an option", HTTPS + "lab%2Fsecret/--upload-pack=id", "alice", hub=TOKEN, says=NO_REF),
    Row("token: a commit with more behind it", HTTPS + "lab%2Fsecret/{commit}evil", "alice", hub=TOKEN, says=NOT_FOUND),
    Row("token: the Git host sends elsewhere", HTTPS + "lab%2Fsecret/HEAD", "alice", arrange=to_evil("/lab/secret"), hub=TOKEN, says=MOVED),
    Row("token: it is void", HTTPS + "lab%2Fsecret/HEAD", "alice", arrange=token_is_void, hub=TOKEN, says=NO_SUCH),
    Row("token: void, and the commit is known", HTTPS + "lab%2Fsecret/{commit}", "alice", arrange=token_is_void, hub=TOKEN, says=NO_SUCH),
    Row("token: nobody is logged in", HTTPS + "lab%2Fsecret/HEAD", None, hub=TOKEN, says=NO_LOGIN),
    Row("token: a service of the hub", HTTPS + "lab%2Fsecret/HEAD", "robot", hub=TOKEN, says=SIGN_IN),
    Row("token: somebody whose account was deleted", HTTPS + "lab%2Fsecret/HEAD", "alice", arrange=gone_from_hub, hub=TOKEN, says=SIGN_IN),
    # An SSH key for listed repositories.
    Row("SSH: an option of ssh as the host", "git/ssh%3A%2F%2F-oProxyCommand=id%2Flab%2Fsecret/HEAD", "alice", hub=SSH, says=NO_NAME),
    Row("SSH: an option of ssh as the user", "git/ssh%3A%2F%2F-oProxyCommand=id@{host}%2Flab%2Fsecret/HEAD", "alice", hub=SSH, says=NO_NAME),
    Row("SSH: another protocol", HTTPS + "lab%2Fsecret/HEAD", "alice", hub=SSH, says=NO_NAME),
    Row("SSH: a quote in the path", "git/git@{host}%3Alab%2Fsecret'%3Bid/HEAD", "alice", hub=SSH, says=NO_NAME),
    Row("SSH: a home in the path", "git/ssh%3A%2F%2Fgit@{host}%2F~alice%2F..%2Fsecret/HEAD", "alice", hub=SSH, says=NO_NAME),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_does_not_get_in(world, row):
    type, more = row.hub
    servers = world.servers
    servers.repository("lab/secret", readers={"alice", "glpat-shared"}, number=1000)
    servers.repository("other/secret", readers={"alice", "glpat-shared"})
    servers.repository("mallory/own", readers={"mallory"})
    servers.tokens["glpat-shared"] = "glpat-shared"
    servers.installed["lab/secret"] = True
    if more.get("source") == "gitlab":
        for name in ("alice", "mallory"):
            servers.people[name]["auth_state"] = {"access_token": f"gho_{name}", "gitlab_user": {}}
    world.open(type, **({"key": servers.app_pem} if type == "githubApp" else {}), **more)
    await image_of_alice(world, type, more)
    row.arrange(world)
    names = {"host": servers.host.replace(":", "%3A"), "commit": servers.commit}

    outcome = await world.launch(row.link.format(**names), row.who, row.query(world), row.headers)

    assert outcome.status == 403 or outcome.phases[-1] == "failed", outcome.events
    assert row.says in outcome.message
    assert not set(outcome.phases) & {"built", "building", "launching", "ready"}
    assert world.got_in() == {"pods": [], "secrets": [], "servers": [], "images": []}
    assert "binder-private" not in outcome.text
    assert not [text for text in SECRETS if text in world.everything_seen(outcome.text)]
    assert not any(servers.collected)


async def image_of_alice(world, type, more):
    """Alice has launched it before, if there is a way; so the image stands in the registry, and BinderHub remembers her."""
    host = world.servers.host.replace(":", "%3A")
    link = {"token": f"git/https%3A%2F%2F{host}%2Flab%2Fsecret/HEAD"}.get(type, "gh/lab/secret/HEAD")
    link = "gl/lab%2Fsecret/HEAD" if more.get("source") == "gitlab" else link
    if type != "sshKey" and not world.app.enable_api_only_mode:
        assert (await world.launch(link)).phases[-1] == "ready"
        assert len(Registry.asked) == 1 and "binder-private" in Registry.asked[0]
        Registry.images = set(Registry.asked)
    Registry.asked.clear()
    for made in (world.kubernetes.pods, world.kubernetes.secrets, world.servers.started):
        made.clear()
