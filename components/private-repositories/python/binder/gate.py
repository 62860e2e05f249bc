"""The gate: the settings and keys, and who may have what."""

import hashlib
import hmac
import json
import re
import time
import urllib.parse

import jwt

PUBLIC = "public"  # in the place of an Access


class Gate:
    """The settings and keys, and who may have what."""

    def __init__(self, settings, environment):
        self.type, self.source = settings["type"], settings.get("source")
        self.hosts, self.github_api = settings["hosts"], settings["github_api"].rstrip("/")
        self.app_id, self.username = settings.get("app_id"), settings.get("username") or "oauth2"
        self.known_hosts = (settings.get("known_hosts") or "") if self.type == "sshKey" else ""
        self.rules = {prefix: [re.compile(rule, re.IGNORECASE) for rule in rules] for prefix, rules in settings["rules"].items()}
        # Taken out of the environment: programs that BinderHub starts have no use for them.
        self.name_key = bytes.fromhex(environment.pop("PRIVATE_REPOSITORIES_NAME_KEY", ""))
        self.key = environment.pop("PRIVATE_REPOSITORIES_KEY", "")
        # A name without "-", which no other source makes: upstream's join owner and name with it, or begin with a scheme or with the source's name.
        self.marker = settings["image_prefix_marker"].removesuffix("-")
        self.hidden = re.compile(re.escape(self.marker) + r"[0-9a-f]{36}", re.IGNORECASE)

    def trouble(self):
        """What is wrong with the settings, or `None`."""
        served = {
            "githubApp": ["gh"],
            "token": ["gh", "gl", "git"],
            "sshKey": ["git"],
            "perUser": [{"github": "gh", "gitlab": "gl"}.get(self.source)],
        }
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

    def hidden_name(self, access):
        """What images and build pods of a private repository are called. Another repository of the same name has another identity."""
        return self.marker + self.hide("image", access.identity)

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
