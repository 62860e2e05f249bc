"""Asks BinderHub's own code about addresses: which its rate limit counts, and which it bans. Reads the chart's values and addresses as JSON."""

import ipaddress
import json
import sys

from traitlets.config import Config

asked = json.load(sys.stdin)
c = Config()
for section, traits in (asked["values"].get("config") or {}).items():
    c[section].update(traits)
for _, snippet in sorted((asked["values"].get("extraConfig") or {}).items()):
    exec(snippet)

from binderhub.app import BinderHub
from binderhub.ratelimit import RateLimiter, RateLimitExceeded
from binderhub.utils import ip_in_networks

limiter = RateLimiter(config=c)
banned = BinderHub(config=c).ban_networks


def launches(address, most=20):
    for count in range(most):
        try:
            limiter.increment(address)
        except RateLimitExceeded:
            return count
    return most


print(json.dumps([[launches(address), bool(ip_in_networks(address, banned))] for address in asked["addresses"]]))
