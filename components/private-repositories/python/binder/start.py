"""Private repositories in BinderHub.

The chart runs the files of this folder, one after another as one text, in BinderHub's configuration file. The last line, which the program adds, is
`private_repositories(c, {...})`. What is let through as private has names that say nothing, and its build gets a credential that git sends to that one
repository alone. All upstream sources: https://github.com/jupyterhub/binderhub/tree/b9fad995/binderhub
"""

import hashlib
import inspect
import logging
import os

from binderhub import base, build, builder, launcher, repoproviders
from binderhub.app import BinderHub
from tornado.web import Finish

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
        if gate.hidden.search(image):
            extra_args = {**(extra_args or {}), "private_launch": gate.sign(image, username, server_name)}
        started = await start(self, image, username, server_name, extra_args=extra_args, **kwargs)
        started.pop("private_launch", None)
        return started

    base.BaseHandler.get_provider = get_provider_of_handler
    builder.BuildHandler.emit_launch_event = emit_opaque
    builder.BuildHandler.launch = launch_after_check
    launcher.Launcher.launch = start_signed
