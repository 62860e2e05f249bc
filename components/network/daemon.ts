import { createHash } from "node:crypto";
import { type DaemonPart } from "../build-daemon/values";
import { type Settings } from "../../settings/settings";
import { certificateKey } from "./values";
import { direct, proxyUrls, stepArguments, type Where } from "./variables";

/**
 * The proxy for the daemon, which pulls base images and pushes. Docker has arguments for it, Podman a file. Both are written in Go, which reads every
 * certificate in this folder beside the public ones.
 * @see https://docs.docker.com/engine/daemon/proxy/#daemon-configuration
 * @see https://github.com/containers/common/blob/main/docs/containers.conf.5.md `env` of `[engine]`
 * @see https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/root_unix.go certDirectories
 */
export function daemonProxy(network: Settings["network"], where: Where, builder: Settings["builder"]): DaemonPart {
  const { proxy, certificate: pem } = network;
  if (proxy === undefined || builder === "host") return {};
  const { http, https } = proxyUrls(proxy);
  const trusted =
    pem === undefined
      ? []
      : [{ key: `daemon-${certificateKey(pem)}`, mountPath: "/etc/ssl/certs/binderhub-network.pem", text: pem }];
  if (builder === "pink") return { files: [...trusted, engineFile(stepArguments(network, where))] };
  return {
    arguments: [
      ...(http === undefined ? [] : [`--http-proxy=${http}`]),
      ...(https === undefined ? [] : [`--https-proxy=${https}`]),
      `--no-proxy=${direct(proxy, where).join(",")}`,
    ],
    files: trusted,
  };
}

function engineFile(variables: Readonly<Record<string, string>>) {
  const lines = Object.entries(variables).map(([name, value]) => `  ${JSON.stringify(`${name}=${value}`)},`);
  const text = ["[engine]", "env = [", ...lines, "]", ""].join("\n");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return { key: `podman-proxy-${hash}.conf`, mountPath: "/etc/containers/containers.conf.d/50-binderhub.conf", text };
}
