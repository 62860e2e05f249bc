"""Builds of private repositories on Kubernetes."""

import json
import re
import secrets

from kubernetes import client


class BuildApi:
    """The Kubernetes API of one private build: its pod gets the credential."""

    def __init__(self, api, access):
        self.api, self.access = api, access

    def __getattr__(self, name):
        return getattr(self.api, name)

    def create_namespaced_pod(self, namespace, pod, **kwargs):
        """The pod first, which waits for its Secret; then the Secret, which goes with the pod. If the pod is there already, no Secret is made."""
        name = f"{pod.metadata.name}-{secrets.token_hex(4)}"
        self.access.put_into(pod, name)
        made = self.api.create_namespaced_pod(namespace, pod, **kwargs)
        owner = client.V1OwnerReference(api_version="v1", kind="Pod", name=made.metadata.name, uid=made.metadata.uid)
        data = (
            {"key": self.access.secret.rstrip("\n") + "\n", "known_hosts": self.access.known_hosts}
            if self.access.known_hosts
            else {"key": self.access.secret}
        )
        metadata = client.V1ObjectMeta(name=name, labels={"component": "binderhub-build"}, owner_references=[owner])
        try:
            self.api.create_namespaced_secret(namespace, client.V1Secret(metadata=metadata, string_data=data), **kwargs)
        except Exception as error:
            self.api.delete_namespaced_pod(name=made.metadata.name, namespace=namespace, body=client.V1DeleteOptions(grace_period_seconds=0))
            raise RuntimeError(f"The Secret of a private build could not be made ({getattr(error, 'status', type(error).__name__)})") from None
        return made


class GatedBuild:
    """Stands before BinderHub's class of builds."""

    access = None
    explained = False

    def __init__(self, **kwargs):
        provider = launches.get(kwargs.get("git_credentials"))
        if provider is None and kwargs.get("repo_url", "").startswith(OPAQUE):
            raise RuntimeError("A private build without its launch")
        if provider is not None:
            kwargs["git_credentials"] = "" if provider.is_private else provider.usual_credentials
            kwargs["repo_url"] = provider.get_repo_url()
        super().__init__(**kwargs)
        if provider is not None and provider.is_private:
            self.access = provider.access

    def get_cmd(self):
        command = super().get_cmd()
        return command if self.access is None else [*command[:-1], self.access.url]

    def submit(self):
        if self.access is not None:
            self.api = BuildApi(self.api, self.access)
        return super().submit()

    def progress(self, kind, payload):
        if self.access is None or not isinstance(payload, str):
            return super().progress(kind, payload)
        super().progress(kind, payload.replace(self.access.secret.strip(), "[secret]"))
        trouble = re.search(r"into submodule path .* failed|smudge filter lfs failed|batch response|cannot run ssh", payload)
        if trouble and not self.explained:
            self.explained = True
            why = (
                "git has no ssh in the image that builds: those who run the hub must give it one."
                if "cannot run ssh" in payload and self.access.known_hosts
                else "What a private repository takes from other places must be public: it is fetched without your rights. For others who may read this"
                " repository get the same image, and may perhaps not read those. Large files (LFS) are fetched from this repository's own place alone."
            )
            super().progress(kind, json.dumps({"phase": "fetching", "message": why + "\n"}))
