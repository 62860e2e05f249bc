"""
Runs in the hub's pod: a token that ends for each of some users.
@see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/app.py `NewToken`, the command jupyterhub token, which makes one that never ends
"""

import json
import sys

from jupyterhub import orm
from jupyterhub.app import JupyterHub

hub = JupyterHub(log_level=40)
hub.load_config_file("/usr/local/etc/jupyterhub/jupyterhub_config.py")
hub.init_db()
seconds = int(sys.argv[1])
print(json.dumps({name: orm.User.find(hub.db, name).new_api_token(note="npm run hub -- load", expires_in=seconds) for name in sys.argv[2:]}))
