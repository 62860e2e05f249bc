import { existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const exp = "binderhub:exposure";
const existing: More = { base: existingStack };

const https = { email: "me@example.org" };
const zone = { name: "example.org", resourceGroup: "dns", record: "hub" };
const host = "hub.example.org";

const loadBalancer = (keys: object) => ({ exposure: { type: "loadBalancer", ...keys } });
const singleHost = (keys: object) => ({ exposure: { type: "singleHost", ...keys } });
const nodePort = (keys: object) => ({ exposure: { type: "nodePort", ...keys } });

const internal = { address: "10.224.255.10" };
const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const keyPem = `${pem}-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n`;
const ownFile = (name: string) => ({ dnsLabel: "myhub", https: { certificate: name } });
const byHand = {
  files: { "/hub.pem": Buffer.from(keyPem), "/hub.der": Buffer.from("0") },
  person: "only a person has the file",
};

/** What is wrong with private addresses, one's own certificates and paths. */
const institutions: readonly Row[] = [
  [
    "a private address that is public",
    singleHost({ internal: { address: "20.1.2.3" } }),
    `${exp}.internal.address`,
    /private IPv4/,
  ],
  [
    "a private address that is a range",
    singleHost({ internal: { address: "10.1.0.0/16" } }),
    `${exp}.internal.address`,
    /private IPv4/,
  ],
  [
    "a private address of nobody",
    singleHost({ internal: {} }),
    `${exp}.internal.address`,
    /missing: A private address/,
  ],
  [
    "a private address and a DNS label",
    singleHost({ internal, dnsLabel: "myhub" }),
    `${exp}.dnsLabel`,
    /names a public address/,
  ],
  [
    "a private address and a zone",
    singleHost({ internal, zone: { name: "example.org", resourceGroup: "dns", record: "hub" } }),
    `${exp}.zone`,
    /names a public address/,
  ],
  [
    "a private address that is held",
    singleHost({ internal, host: "hub.example.org", hold: true }),
    `${exp}.hold`,
    /is known/,
  ],
  [
    "Let's Encrypt on a private address",
    singleHost({ internal, host: "hub.example.org", https }),
    `${exp}.https.email`,
    /does not reach a private address/,
  ],
  [
    "two private addresses",
    { exposure: { type: "loadBalancer", internal } },
    `${exp}.internal`,
    /type singleHost/,
    { mends: `${exp}.type` },
  ],
  [
    "two certificates",
    singleHost({ dnsLabel: "myhub", https: { ...https, secret: "hub-tls" } }),
    `${exp}.https.email`,
    /one certificate/,
  ],
  [
    "HTTPS without a certificate",
    singleHost({ dnsLabel: "myhub", https: { staging: true } }),
    `${exp}.https.email`,
    /missing/,
  ],
  [
    "one's own certificate on trial",
    singleHost({ dnsLabel: "myhub", https: { secret: "hub-tls", staging: true } }),
    `${exp}.https.staging`,
    /not asked/,
  ],
  [
    "a Secret in upper case",
    singleHost({ dnsLabel: "myhub", https: { secret: "Hub" } }),
    `${exp}.https.secret`,
    /a Secret/,
  ],
  [
    "a certificate without its key",
    singleHost(ownFile("hub.crt")),
    "binderhub:httpsKey",
    /private key of the certificate in hub\.crt/,
    { files: { "/hub.crt": Buffer.from(pem) } },
  ],
  [
    "a certificate with its key",
    { ...singleHost(ownFile("hub.pem")), httpsKey: "key" },
    `${exp}.https.certificate`,
    /without its private key/,
    { ...byHand, encrypted: ["binderhub:registryPassword", "binderhub:httpsKey"] },
  ],
  [
    "a certificate that is not there",
    { ...singleHost(ownFile("none.crt")), httpsKey: "key" },
    `${exp}.https.certificate`,
    /not there/,
    { ...byHand, encrypted: ["binderhub:registryPassword", "binderhub:httpsKey"] },
  ],
  [
    "a certificate that is no PEM",
    { ...singleHost(ownFile("hub.der")), httpsKey: "key" },
    `${exp}.https.certificate`,
    /PEM/,
    { ...byHand, encrypted: ["binderhub:registryPassword", "binderhub:httpsKey"] },
  ],
  ["a path without a slash", singleHost({ path: "jupyter" }), `${exp}.path`, /begins with a slash/],
  ["a path with a slash at its end", singleHost({ path: "/jupyter/" }), `${exp}.path`, /does not end in one/],
  [
    "a path on two hosts",
    { exposure: { type: "loadBalancer", path: "/jupyter" } },
    `${exp}.path`,
    /type singleHost/,
    { mends: `${exp}.type` },
  ],
];

/** What is wrong with HTTPS, and with waiting for a record. */
export const httpsRows: readonly Row[] = [
  ...institutions,
  [
    "HTTPS without a name",
    singleHost({ https }),
    `${exp}.https`,
    /certificate.*not given for an address/,
    named("dnsLabel"),
  ],
  [
    "HTTPS without an e-mail",
    singleHost({ host, https: { staging: true } }),
    `${exp}.https.email`,
    /missing: the contact/,
  ],
  ["HTTPS with half an e-mail", singleHost({ host, https: { email: "me" } }), `${exp}.https.email`, /e-mail address/],
  ["HTTPS as a switch", singleHost({ host, https: true }), `${exp}.https`, /./],
  ["staging in words", singleHost({ host, https: { ...https, staging: "yes" } }), `${exp}.https.staging`, /true or/],
  [
    "HTTPS with two addresses",
    loadBalancer({ dnsLabel: "myhub", https }),
    `${exp}.https`,
    /type singleHost, not/,
    {
      mends: `${exp}.type`,
    },
  ],
  [
    "HTTPS with two addresses without names",
    loadBalancer({ https }),
    `${exp}.https`,
    /type singleHost, not/,
    {
      mends: `${exp}.type`,
      person: "a single host with HTTPS needs a name, which is the next thing told",
    },
  ],
  [
    "HTTPS without a type",
    { "exposure.https.email": "me@example.org" },
    `${exp}.https`,
    /type singleHost, not/,
    {
      mends: `${exp}.type`,
      person: "a single host with HTTPS needs a name, which is the next thing told",
    },
  ],
  ["HTTPS on NodePorts", nodePort({ https }), `${exp}.https`, /type singleHost, not/, existing],
  ["HTTPS on localhost", singleHost({ https }), `${exp}.https`, /public host name/, hostNamed()],
  [
    "HTTPS on an address",
    { ...singleHost({ https }), "existing.host": "20.1.2.3" },
    `${exp}.https`,
    /public host name/,
    hostNamed(),
  ],
  [
    "HTTPS on a name in the house",
    { ...singleHost({ https }), "existing.host": "hub.local" },
    `${exp}.https`,
    /public host name/,
    hostNamed(),
  ],
  ["hold without a host", singleHost({ hold: true }), `${exp}.hold`, /only.*exposure\.host/],
  ["hold with a DNS label", singleHost({ dnsLabel: "myhub", hold: true }), `${exp}.hold`, /only.*exposure\.host/],
  ["hold with a zone", singleHost({ zone, hold: true }), `${exp}.hold`, /only.*exposure\.host/],
  [
    "hold with two addresses",
    loadBalancer({ hold: true }),
    `${exp}.hold`,
    /belongs to exposure\.type singleHost/,
    {
      mends: `${exp}.type`,
      person: "hold needs a host, which is the next thing told",
    },
  ],
  ["hold on an existing cluster", singleHost({ hold: true }), `${exp}.hold`, /only/, existing],
  ["hold in words", singleHost({ host, hold: "yes" }), `${exp}.hold`, /true or false/],
];

function named(key: string): More {
  return { mends: `${exp}.${key}` };
}

function hostNamed(): More {
  return { ...existing, mends: "binderhub:existing.host" };
}
