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

/** What is wrong with HTTPS, and with waiting for a record. */
export const httpsRows: readonly Row[] = [
  ["HTTPS without a name", singleHost({ https }), `${exp}.https`, /no certificate.*address/, named("dnsLabel")],
  ["HTTPS without an e-mail", singleHost({ host, https: { staging: true } }), `${exp}.https.email`, /missing: Contact/],
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
  ["HTTPS on localhost", singleHost({ https }), `${exp}.https`, /found from everywhere/, hostNamed()],
  [
    "HTTPS on an address",
    { ...singleHost({ https }), "existing.host": "20.1.2.3" },
    `${exp}.https`,
    /everywhere/,
    hostNamed(),
  ],
  [
    "HTTPS on a name in the house",
    { ...singleHost({ https }), "existing.host": "hub.local" },
    `${exp}.https`,
    /everywhere/,
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
