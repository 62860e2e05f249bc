import { type HubFacts } from "../../../components/operate/facts";
import { type Certificate, certificateOf } from "./certificate";
import { namedHosts } from "./names";
import { kubectl, setAndUp } from "./commands";
import { probe, skipped, type Verdict, warning, well, wrong } from "./probe";

const withoutTls = ({ https }: HubFacts) => (https === undefined ? "the hub has no HTTPS" : undefined);

/** Days of a certificate that are left when Traefik renews it, of the 90 that Let's Encrypt gives. @see https://doc.traefik.io/traefik/https/acme/#automatic-renewals */
const renewedAt = 30;

/** The certificates of all hosts of a hub. */
export function certificatesOf(facts: HubFacts): Promise<readonly Certificate[]> {
  return Promise.all(namedHosts(facts).map(({ host, address }) => certificateOf(host, address ?? host)));
}

export const tlsAnswers = probe<readonly Certificate[]>({
  id: "tls",
  group: "tls",
  title: "The hub has a certificate",
  tried: (facts) =>
    `TLS with ${namedHosts(facts)
      .map(({ host }) => host)
      .join(", ")}`,
  without: withoutTls,
  needs: ["load-balancer"],
  seconds: 25,
  look: ({ certificates }) => certificates(),
  judge: (seen, facts) => {
    const bad = seen.find(({ failure, names }) => failure !== undefined || names === "");
    if (bad === undefined) return well(seen.map(({ issuer }) => issuer).join("; "));
    return wrong(`${bad.host}: ${bad.failure ?? "a certificate without names"}`, certificateMend(facts));
  },
});

export const tlsHost = probe<readonly Certificate[]>({
  id: "tls-host",
  group: "tls",
  title: "The certificate is for the hub's name",
  tried: () => "the names in the certificate",
  without: withoutTls,
  needs: ["tls"],
  seconds: 25,
  look: ({ certificates }) => certificates(),
  judge: (seen, facts) => {
    const bad = seen.find(({ host, names }) => !isFor(names, host));
    if (bad === undefined) return well(seen.map(({ names }) => names).join("; "));
    return wrong(`it is for ${bad.names || "no name"}, and not for ${bad.host}`, certificateMend(facts));
  },
});

export const tlsDays = probe<readonly Certificate[]>({
  id: "tls-days",
  group: "tls",
  title: "The certificate is valid today, and is renewed in time",
  tried: () => "the certificate's first and last day",
  without: withoutTls,
  needs: ["tls"],
  seconds: 25,
  look: ({ certificates }) => certificates(),
  judge: (seen, facts, now): Verdict => {
    for (const { from, to } of seen) {
      const left = Math.floor((Date.parse(to) - now.getTime()) / 86_400_000);
      if (Date.parse(from) > now.getTime())
        return wrong(`it is valid only from ${from.slice(0, 10)} on`, certificateMend(facts));
      if (Date.parse(to) <= now.getTime()) return wrong(`it ended on ${to.slice(0, 10)}`, certificateMend(facts));
      const automatic = facts.https?.from !== "own";
      // Renewal is overdue once a week has passed in which it should have happened.
      if (automatic && left < renewedAt - 7)
        return warning(
          `it ends on ${to.slice(0, 10)}, in ${left} days, and should have been renewed ${renewedAt} days before`,
          certificateMend(facts),
        );
      if (!automatic && left < 21)
        return warning(`it ends on ${to.slice(0, 10)}, in ${left} days`, certificateMend(facts));
    }
    return well(seen.map(({ to }) => `until ${to.slice(0, 10)}`).join("; "));
  },
});

export const tlsValid = probe<readonly Certificate[]>({
  id: "tls-valid",
  group: "tls",
  title: "Browsers trust the certificate",
  tried: () => "the chain up to an issuer that this machine trusts",
  without: withoutTls,
  needs: ["tls", "tls-host", "tls-days"],
  seconds: 25,
  look: ({ certificates }) => certificates(),
  judge: (seen, facts) => {
    const staged = seen.find(({ issuer }) => /\(STAGING\)|Fake LE/.test(issuer));
    if (staged !== undefined)
      return wrong(
        `it is from Let's Encrypt's staging server (${staged.issuer})`,
        setAndUp("exposure.https.staging", false),
      );
    const bad = seen.find(({ distrusted }) => distrusted !== undefined);
    if (bad === undefined) return well(seen.map(({ issuer }) => `from ${issuer}`).join("; "));
    return wrong(`${bad.distrusted ?? ""} (issuer: ${bad.issuer})`, untrustedMend(facts));
  },
});

export const redirect = probe<number>({
  id: "http-redirect",
  group: "tls",
  title: "The address without https leads to the one with it",
  tried: (facts) => `GET ${plainOf(facts)}`,
  without: withoutTls,
  needs: ["tls-valid"],
  seconds: 25,
  look: async ({ facts, web }) => (await web.get(plainOf(facts))).status,
  judge: (status) =>
    status >= 301 && status <= 308
      ? well(String(status))
      : skipped(`${status}: the chart's own proxy redirects; is there one of yours in front of it?`),
});

function plainOf({ hubUrl }: HubFacts): string {
  return `http://${new URL(hubUrl).host}/`;
}

function isFor(names: string, host: string): boolean {
  return names
    .split(/,\s*/)
    .map((entry) => entry.replace(/^(DNS|IP Address):/, "").toLowerCase())
    .some(
      (known) => known === host || (known.startsWith("*.") && host.split(".").slice(1).join(".") === known.slice(2)),
    );
}

/** How a certificate is made anew. */
function certificateMend(facts: HubFacts): string {
  return facts.https?.from === "own"
    ? "Put the new certificate where exposure.https.certificate says, and its key here:\npulumi config set --secret binderhub:httpsKey < hub.key && pulumi up"
    : `Ask for it again, and look what Let's Encrypt says:\n${kubectl(facts, "rollout restart deployment/autohttps")}\n${kubectl(facts, "logs deployment/autohttps -c traefik")}`;
}

function untrustedMend(facts: HubFacts): string {
  return facts.https?.from === "own"
    ? "The file of exposure.https.certificate must have the whole chain: the hub's certificate first, then those in between.\nIf your institution issues certificates itself, this machine must know it: set NODE_EXTRA_CA_CERTS=its-certificate.pem before the command."
    : certificateMend(facts);
}

export const tlsProbes = [tlsAnswers, tlsHost, tlsDays, tlsValid, redirect];
