"""Questions to GitHub, GitLab and the hub, and the ways to say no."""

import json
import urllib.parse

from jupyterhub.services.auth import UserNotAllowed
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.log import app_log

NO_SUCH = "There is no such repository, or you may not read it."
NO_NAME = "This is not the plain address of a repository."
NO_REF = "This is not the name of a branch, a tag or a commit."
MOVED = "This repository has another address now. Use that one."
SIGN_IN = "Sign out of this hub, and in again: it does not know your login any more."
HUB_DOWN = "The hub does not answer. Try again in a minute."


class Refused(Exception):
    """No. The message goes to the person who asks: it does not say whether what they may not read exists."""


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
