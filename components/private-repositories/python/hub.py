"""Private images on the hub's side.

A person may start a server of any image through JupyterHub's API (`user_options`). The names of private images cannot be guessed, but who once launched one
knows its name, also after their right is gone. So BinderHub signs each start that its gate let through (binder.py `Gate.sign`), and the hub starts a private
image with a fresh signature alone: for this person, this server and this image.

The chart runs this text in JupyterHub's configuration file, after it has set its spawner. Its last line, which the program adds, is
`private_images(c, {...})`.
"""

import hashlib
import hmac
import json
import os
import re
import time

from tornado.web import HTTPError

FRESH_SECONDS = 600


def private_images(c, settings):
    """Puts the check before the spawner, or ends the program."""
    try:
        key = bytes.fromhex(os.environ["PRIVATE_REPOSITORIES_NAME_KEY"])
        marker = re.escape(settings["image_prefix_marker"].removesuffix("-"))
        usual = c.JupyterHub.spawner_class
        spawner = type("PrivateImageSpawner", (PrivateImages, usual), {"key": key, "image_name": re.compile(marker + "[0-9a-f]{36}", re.IGNORECASE)})
        if len(key) < 32:
            raise ValueError("PRIVATE_REPOSITORIES_NAME_KEY has less than 32 bytes in hexadecimal digits")
    except Exception as error:
        raise SystemExit(f"Private images: {error!r}") from None
    c.JupyterHub.spawner_class = spawner


class PrivateImages:
    """Stands before the chart's BinderSpawner, whose `start` takes the image from `user_options` (binderspawner_mixin.py)."""

    key, image_name = b"", None
    why = "This server is of a private repository. Start it with the repository's link, so that your right to read it is checked."

    def start(self):
        image = str(self.user_options.get("image", ""))
        images = [self.user_options.get("image"), getattr(self, "image", "")]
        # A node also starts an image by its id, which has no name.
        is_private = self.image_name.search(json.dumps(images)) or any(re.fullmatch(r"(sha[0-9]+:)?[0-9a-fA-F]{64,}", str(one)) for one in images)
        if is_private and not self.is_signed(image):
            return self.refuse()
        return super().start()

    async def refuse(self):
        """Fails a turn of the event loop later: the reason of a start that fails at once is lost."""
        # The hub ends itself after a number of failures, of which this is none (handlers/base.py `_track_failure_count`). It adds one.
        settings = self.handler.settings
        settings["failure_count"] = settings.get("failure_count", 0) - 1
        error = HTTPError(403, self.why)
        error.jupyterhub_message = self.why
        raise error

    def is_signed(self, image):
        then, _, signature = str(self.user_options.get("private_launch", "")).partition(":")
        if not re.fullmatch(r"[0-9]{1,12}", then) or not re.fullmatch(r"[0-9a-f]{64}", signature):
            return False
        if not 0 <= time.time() + 60 - int(then) <= FRESH_SECONDS:
            return False
        parts = ["launch", image, self.user.name, self.name, then]
        return hmac.compare_digest(signature, hmac.new(self.key, json.dumps(parts).encode(), hashlib.sha256).hexdigest())
