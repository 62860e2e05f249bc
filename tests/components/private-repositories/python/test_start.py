"""BinderHub starts with the gate, or it does not start."""

import json
import os
import subprocess
import sys

import pytest
from binderhub import build_local, builder, repoproviders
from traitlets.config import Config
from world import NAME_KEY, run_text, text


def start(world, changes=None, environment=None, **config):
    """Runs the text as the chart does, in a configuration that has little else."""
    for name, value in {"PRIVATE_REPOSITORIES_NAME_KEY": NAME_KEY, **(environment or {})}.items():
        world.patch.setenv(name, value)
    c = Config({"BinderHub": {"auth_enabled": True, **config}})
    settings = {**world.settings(), **(changes or {})}
    return c, run_text("binder", f"private_repositories(c, json.loads({json.dumps(json.dumps(settings))}))", c=c)


async def test_the_sources_that_hold_private_repositories_are_behind_the_gate(world):
    c, names = start(world)
    gated = {prefix for prefix, provider in c.BinderHub.repo_providers.items() if issubclass(provider, names["Gated"])}
    assert gated == {"gh", "gl", "git"}
    assert issubclass(c.BinderHub.build_class, names["GatedBuild"])


async def test_a_source_that_is_closed_stays_closed(world):
    c, _ = start(world, repo_providers={"gh": repoproviders.GitHubRepoProvider, "zenodo": repoproviders.ZenodoProvider})
    assert list(c.BinderHub.repo_providers) == ["gh", "zenodo"]
    assert c.BinderHub.repo_providers["zenodo"] is repoproviders.ZenodoProvider


async def test_the_keys_are_taken_out_of_the_environment(world):
    """Programs that BinderHub starts, such as git for other sources, would have them."""
    start(world, {"type": "token", "rules": {"gh": [".*"]}}, {"PRIVATE_REPOSITORIES_KEY": "glpat-x"})
    assert not {"PRIVATE_REPOSITORIES_KEY", "PRIVATE_REPOSITORIES_NAME_KEY"} & set(os.environ)


@pytest.mark.parametrize(
    "changes, environment, config, says",
    [
        ({}, {}, {"auth_enabled": False}, "nobody logs in to this hub"),
        ({}, {"PRIVATE_REPOSITORIES_NAME_KEY": ""}, {}, "PRIVATE_REPOSITORIES_NAME_KEY has less than 32 bytes"),
        ({}, {"PRIVATE_REPOSITORIES_NAME_KEY": "ab" * 31}, {}, "PRIVATE_REPOSITORIES_NAME_KEY has less than 32 bytes"),
        ({}, {"PRIVATE_REPOSITORIES_NAME_KEY": "not hexadecimal"}, {}, "non-hexadecimal"),
        ({"type": "githubApp"}, {"PRIVATE_REPOSITORIES_KEY": ""}, {}, "PRIVATE_REPOSITORIES_KEY is empty"),
        ({"type": "sshKey", "known_hosts": " ", "rules": {}}, {"PRIVATE_REPOSITORIES_KEY": "x"}, {}, "known_hosts is empty"),
        ({"type": "other"}, {}, {}, "the type other is not known"),
        ({"rules": {"gh": ["["]}}, {}, {}, "unterminated character set"),
        ({"rules": {"git": ["x"]}}, {}, {}, "perUser has no rules for git"),
        ({"rules": {"gl": ["x"]}}, {}, {}, "perUser has no rules for gl"),
        ({"source": None}, {}, {}, "perUser has no rules for gh"),
        ({"type": "token", "username": "x'; id"}, {"PRIVATE_REPOSITORIES_KEY": "x"}, {}, "the username has other characters"),
        ({"hosts": None, "github_api": None}, {}, {}, "AttributeError"),
        ({}, {}, {"build_class": build_local.LocalRepo2dockerBuild}, "builds elsewhere than on Kubernetes"),
        ({}, {}, {"repo_providers": {"gh": repoproviders.GitLabRepoProvider}}, "the source gh is not BinderHub's own"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_wrong_setting_ends_the_program(world, changes, environment, config, says):
    with pytest.raises(SystemExit) as end:
        start(world, changes, environment, **config)
    assert says in str(end.value)
    assert builder.BuildHandler.launch.__name__ == "launch"


async def test_a_binderhub_that_has_changed_ends_the_program(world, monkeypatch):
    def get(self, provider_prefix, _unescaped_spec):
        pass

    monkeypatch.setattr(builder.BuildHandler, "get", get)
    with pytest.raises(SystemExit, match=r"this BinderHub is not the one that is known \(b9fad995\). Changed: builder.BuildHandler.get$"):
        start(world)


async def test_a_function_of_binderhub_that_is_gone_ends_the_program(world, monkeypatch):
    monkeypatch.delattr(repoproviders, "GitLabRepoProvider")
    with pytest.raises(SystemExit):
        start(world)


async def test_the_real_program_stops_where_an_ordinary_error_would_start_an_open_one(world):
    """traitlets writes an error in a configuration file to the log, and goes on without that file."""
    last_line = f"private_repositories(c, json.loads({json.dumps(json.dumps(world.settings()))}))"
    config = world.folder / "binderhub_config.py"
    program = (
        "from binderhub.app import BinderHub; a = BinderHub(); a.initialize(['--config', 'binderhub_config.py']); print('started', a.auth_enabled)"
    )

    def run(text):
        config.write_text(text)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PRIVATE_REPOSITORIES_NAME_KEY": NAME_KEY}
        return subprocess.run([sys.executable, "-c", program], env=environment, cwd=world.folder, capture_output=True, text=True)

    begin = "c.BinderHub.builder_required = False\nc.BinderHub.auth_enabled = {}\nexec({!r})\n"
    good, bad = [run(begin.format(login, text("binder") + last_line)) for login in (True, False)]
    assert "started True" in good.stdout, good.stderr
    assert bad.returncode == 1 and "started" not in bad.stdout
    assert bad.stderr.splitlines()[-1] == "Private repositories: nobody logs in to this hub (BinderHub.auth_enabled)"
