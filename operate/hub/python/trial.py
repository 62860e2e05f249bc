"""
Runs in a pod with the image of another JupyterHub: brings a copy of a hub's database to what this JupyterHub needs, as it would do with the real one
when it starts.
@see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/app.py `init_db`
"""

import json
import re
import sqlite3
import subprocess
import sys

file = sys.argv[1]

upgrade = """
import logging, sys
from jupyterhub import dbutil, orm
logging.basicConfig(level=logging.INFO)
dbutil.upgrade_if_needed(sys.argv[1], backup=False, log=logging.getLogger())
orm.new_session_factory(sys.argv[1])().query(orm.User).count()
"""


def counts():
    with sqlite3.connect(file) as database:
        one = lambda question: next(iter(database.execute(question).fetchone() or [""]))  # noqa: E731
        tables = {"users": "users", "tokens": "api_tokens", "groups": "groups"}
        found = {name: one(f'SELECT count(*) FROM "{table}"') for name, table in tables.items()}
        return {"revision": one("SELECT version_num FROM alembic_version"), **found}


def last_error(text):
    """The last line that is an error's: not the one that only says that Alembic, which said it before, has failed."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"[\w.]*(Error|Exception|Mismatch|FAILED)\b", line)]
    telling = [line for line in errors if not line.startswith("subprocess.CalledProcessError")]
    return (telling or errors or lines or ["it said nothing"])[-1]


version = subprocess.run([sys.executable, "-c", "import jupyterhub; print(jupyterhub.__version__)"], capture_output=True, text=True)
found = {"jupyterHub": version.stdout.strip(), "before": counts()}
ran = subprocess.run([sys.executable, "-c", upgrade, f"sqlite:///{file}"], capture_output=True, text=True)
if ran.returncode == 0:
    found["after"] = counts()
else:
    found["failure"] = last_error(ran.stderr + ran.stdout)
print(json.dumps(found))
