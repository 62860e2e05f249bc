import { createHash } from "node:crypto";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { podVariables, type Where } from "./variables";

export { stepArguments } from "./variables";

type Network = Settings["network"];

/** Where pods have the certificates. */
const mountPath = "/etc/binderhub/network/ca.pem";

/** The key of the certificates in Secrets. Others have another key, so that pods with a mount of it start anew. */
export function certificateKey(pem: string): string {
  return `network-ca-${createHash("sha256").update(pem).digest("hex").slice(0, 8)}.pem`;
}

/** The variables by which programs know certificates: Python, curl and Git take these in place of all others, Node beside its own. */
const trust = {
  ...{ CURL_CA_BUNDLE: mountPath, GIT_SSL_CAINFO: mountPath, NODE_EXTRA_CA_CERTS: mountPath },
  ...{ REQUESTS_CA_BUNDLE: mountPath, SSL_CERT_FILE: mountPath },
};

/** The variables of build pods, which clone. */
export function buildVariables(network: Network, where: Where): Record<string, string> {
  return { ...podVariables(network, where), ...(network.certificate !== undefined && trust) };
}

/**
 * The proxy for BinderHub, for users' servers, and for the hub where people log in elsewhere. Build pods and the daemon have theirs from
 * `config.KubernetesBuildExecutor` and the daemon's own values.
 */
export function networkValues(network: Network, where: Where, auth: Settings["auth"]["type"]): ChartValues {
  if (network.proxy === undefined) return {};
  const { certificate: pem } = network;
  const variables = podVariables(network, where);
  const file = pem === undefined ? undefined : { [certificateKey(pem)]: { mountPath, stringData: pem } };
  const asksOthers = auth !== "none" && auth !== "dummy";
  return {
    extraEnv: variables,
    ...(pem !== undefined && { extraConfig: { "01-network-certificate": trustInPython(certificateKey(pem)) } }),
    ...(file && { extraFiles: file }),
    jupyterhub: {
      ...(asksOthers && { hub: { extraEnv: variables } }),
      singleuser: {
        extraEnv: { ...variables, ...(file && trust) },
        ...(file && { extraFiles: file }),
      },
    },
  };
}

/**
 * Python for BinderHub, which trusts the certificates beside the public ones, and for its build pods, whose volumes are no setting: they get the chart's
 * Secret, with nothing but this file of it.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/build.py get_builder_volumes
 * @see https://www.tornadoweb.org/en/stable/httpclient.html ca_certs
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslCAInfo git knows no other variable
 */
function trustInPython(key: string): string {
  return `import os
import ssl
import tempfile

from binderhub.build import KubernetesBuildExecutor
from kubernetes import client
from tornado.httpclient import HTTPRequest

paths = ssl.get_default_verify_paths()
bundle = os.path.join(tempfile.mkdtemp(), "ca.pem")
with open(bundle, "w") as both:
    for path in [paths.cafile or "/etc/ssl/certs/ca-certificates.crt", "${mountPath}"]:
        if os.path.exists(path):
            with open(path) as one:
                both.write(one.read() + "\\n")
for variable in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO"]:
    os.environ[variable] = bundle
HTTPRequest._DEFAULTS["ca_certs"] = bundle


def with_certificate(volumes_of):
    def get_builder_volumes(self):
        volumes, mounts = volumes_of(self)
        items = [client.V1KeyToPath(key="${key}", path="ca.pem")]
        secret = client.V1SecretVolumeSource(secret_name="binder-secret", items=items)
        volumes.append(client.V1Volume(name="network-certificate", secret=secret))
        mounts.append(
            client.V1VolumeMount(mount_path="${mountPath}", name="network-certificate", sub_path="ca.pem", read_only=True)
        )
        return volumes, mounts

    return get_builder_volumes


KubernetesBuildExecutor.get_builder_volumes = with_certificate(KubernetesBuildExecutor.get_builder_volumes)
`;
}
