import { type Settings } from "../../settings/settings";

/** A proxy, as an address to connect to. */
export interface ProxyServer {
  /** The setting that names it, after `binderhub:`. */
  readonly key: string;
  readonly host: string;
  readonly port: number;
}

/** The proxies, each once. */
export function proxyServers({ proxy = {} }: Pick<Settings["network"], "proxy">): readonly ProxyServer[] {
  const all = (["http", "https"] as const).flatMap((name) => {
    const url = proxy[name];
    if (url === undefined) return [];
    const { protocol, hostname, port } = new URL(url);
    const usual = protocol === "https:" ? 443 : 80;
    return [{ key: `network.proxy.${name}`, host: hostname, port: port === "" ? usual : Number(port) }];
  });
  return all.filter(
    ({ host, port }, index) => all.findIndex((one) => one.host === host && one.port === port) === index,
  );
}
