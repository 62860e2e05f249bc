import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { removeCommand, setCommand, type Problem } from "../../settings/problems";
import { becomes } from "./becomes";

/** Services of the charts: an alias must not take their names. */
const chartServices = ["binder", "hub", "proxy-public", "proxy-api", "proxy-http"];

const typeKey = "binderhub:exposure.type";

/** Rules for the settings of the exposure, together with the platform. */
export const exposureRules = [
  rule(["platform", "exposure"], platformOffersIt),
  rule(["platform", "exposure", "existing"], namesFit),
  rule(["exposure", "registry"], portsDiffer),
  rule(["exposure"], externalNamesAreFree),
  rule(["exposure"], certificateHasOneSource),
  rule(["exposure"], privateAddressStandsAlone),
];

function platformOffersIt({ platform, exposure }: Pick<Asked, "platform" | "exposure">): Problem[] {
  if (platform === "azure" && exposure.type === "nodePort") {
    const rule = "cannot be nodePort on Azure: nodes have no public addresses";
    return [{ key: typeKey, value: "nodePort", rule, mend: becomes("loadBalancer", exposure) }];
  }
  if (platform === "existing" && exposure.type === "loadBalancer") {
    const rule =
      "cannot be loadBalancer on an existing cluster: its two addresses would be known only after the release";
    return [{ key: typeKey, value: "loadBalancer", rule, mend: becomes("nodePort", exposure) }];
  }
  return [];
}

function namesFit({ platform, exposure, existing }: Pick<Asked, "platform" | "exposure" | "existing">): Problem[] {
  if (exposure.type !== "singleHost") return [];
  const names = (["dnsLabel", "zone", "host"] as const).filter((name) => exposure[name] !== undefined);
  const problems: Problem[] = [];
  if (platform === "existing") {
    for (const name of names) {
      const key = `binderhub:exposure.${name}`;
      const rule = "has no use on an existing cluster: the host is existing.host";
      problems.push({ key, rule, mend: removeCommand(key) });
    }
  } else if (names.length > 1) {
    const key = `binderhub:exposure.${names[1] ?? ""}`;
    const rule = `cannot be combined with exposure.${names[0] ?? ""}: a single host has one name`;
    const alone = names[1] === "host" && exposure.hold ? [removeCommand("binderhub:exposure.hold")] : [];
    problems.push({ key, rule, mend: [removeCommand(key), ...alone].join(" && ") });
  }
  const host = platform === "existing" ? existing.host : undefined;
  if (
    exposure.https?.email !== undefined &&
    exposure.internal === undefined &&
    (platform === "existing" ? !isPublicName(existing.host) : names.length === 0)
  ) {
    problems.push({
      key: "binderhub:exposure.https",
      value: host,
      rule: "needs a public host name: a certificate is not given for an address",
      mend:
        platform === "existing"
          ? setCommand("binderhub:existing.host", "hub.example.org")
          : setCommand("binderhub:exposure.dnsLabel", "myhub"),
    });
  }
  if (exposure.hold && (platform === "existing" || exposure.host === undefined)) {
    const key = "binderhub:exposure.hold";
    const rule = "only makes sense with exposure.host: the stack makes the DNS records of all other names";
    problems.push({ key, value: "true", rule, mend: removeCommand(key) });
  }
  return problems;
}

/**
 * Whether a name can be found from everywhere, so that a certificate authority can check it.
 * @see https://www.iana.org/assignments/special-use-domain-names
 */
export function isPublicName(host: string): boolean {
  return host.includes(".") && !/^[\d.]+$/.test(host) && !/\.(local|localhost|internal|test)$/.test(host);
}

function portsDiffer({ exposure, registry }: Pick<Asked, "exposure" | "registry">): Problem[] {
  if (exposure.type !== "nodePort" && exposure.type !== "clusterIP") return [];
  const taken: [string, number][] = [["exposure.binderPort", exposure.binderPort]];
  if (registry.type === "inCluster" && exposure.type === "nodePort") {
    taken.push(["registry.nodePort", registry.nodePort]);
  }
  const ports: [string, number][] = [...taken, ["exposure.hubPort", exposure.hubPort]];
  return ports.flatMap(([name, port], index) => {
    const twin = ports.slice(0, index).find(([, other]) => other === port);
    const key = `binderhub:${name}`;
    return twin === undefined
      ? []
      : [
          {
            key,
            value: String(port),
            rule: `must differ from ${twin[0]}`,
            mend: setCommand(key, freePort(ports.map(([, other]) => other))),
          },
        ];
  });
}

/** The first free port: from 8000 on, or from 30901 on for node ports. */
function freePort(taken: readonly number[]): number {
  let port = Math.min(...taken) >= 30_000 ? 30_901 : 8000;
  while (taken.includes(port)) port++;
  return port;
}

function externalNamesAreFree({ exposure }: Pick<Asked, "exposure">): Problem[] {
  return Object.keys(exposure.externalNames ?? {})
    .filter((name) => chartServices.includes(name))
    .map((name) => {
      const key = `binderhub:exposure.externalNames.${name}`;
      return { key, rule: "is the name of a Service of the chart: choose another", mend: removeCommand(key) };
    });
}

function certificateHasOneSource({ exposure }: Pick<Asked, "exposure">): Problem[] {
  if (exposure.type !== "singleHost" || exposure.https === undefined) return [];
  const { https } = exposure;
  const sources = (["email", "certificate", "secret"] as const).filter((name) => https[name] !== undefined);
  const key = "binderhub:exposure.https";
  const [first, second] = sources;
  if (first === undefined) {
    const mend = setCommand(`${key}.email`, "me@example.org");
    const rule =
      "is missing: the contact for Let's Encrypt (or one's own certificate: exposure.https.certificate, exposure.https.secret)";
    return [{ key: `${key}.email`, rule, mend }];
  }
  const problems: Problem[] = [];
  if (second !== undefined) {
    const rule = `cannot be combined with exposure.https.${second}: a host has one certificate`;
    problems.push({ key: `${key}.${first}`, value: https[first], rule, mend: removeCommand(`${key}.${first}`) });
  } else if (first !== "email" && https.staging) {
    const rule = `has no use with exposure.https.${first}: Let's Encrypt is not asked`;
    problems.push({ key: `${key}.staging`, value: "true", rule, mend: removeCommand(`${key}.staging`) });
  }
  return problems;
}

/** A private address has no public name, is known before the release, and is not found by Let's Encrypt. */
function privateAddressStandsAlone({ exposure }: Pick<Asked, "exposure">): Problem[] {
  if (exposure.type !== "singleHost" || exposure.internal === undefined) return [];
  const key = (name: string) => `binderhub:exposure.${name}`;
  const problems: Problem[] = [];
  for (const name of ["dnsLabel", "zone"] as const) {
    if (exposure[name] === undefined) continue;
    const rule =
      "cannot be combined with exposure.internal: it names a public address (exposure.host is a name whose record you make)";
    problems.push({ key: key(name), rule, mend: removeCommand(key(name)) });
  }
  if (exposure.hold && exposure.host !== undefined) {
    const rule = "has no use with exposure.internal: the address is known, and its record can be made now";
    problems.push({ key: key("hold"), value: "true", rule, mend: removeCommand(key("hold")) });
  }
  const { email, certificate, secret } = exposure.https ?? {};
  if (email !== undefined && certificate === undefined && secret === undefined) {
    const rule =
      "cannot be combined with exposure.internal: Let's Encrypt does not reach a private address (exposure.https.certificate and exposure.https.secret take one's own)";
    const mend = [
      ...["https.email", "https.staging"].map((name) => removeCommand(key(name))),
      setCommand(key("https.secret"), "hub-tls"),
    ].join(" && ");
    problems.push({ key: key("https.email"), value: email, rule, mend });
  }
  return problems;
}
