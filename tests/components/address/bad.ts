import { existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const exp = "binderhub:exposure";
const a = (times: number) => "a".repeat(times);
const existing: More = { base: existingStack };

const zone = { name: "example.org", resourceGroup: "dns", record: "hub" };
const host = "hub.example.org";

const loadBalancer = (keys: object) => ({ exposure: { type: "loadBalancer", ...keys } });
const singleHost = (keys: object) => ({ exposure: { type: "singleHost", ...keys } });
const nodePort = (keys: object) => ({ exposure: { type: "nodePort", ...keys } });
const clusterIP = (keys: object) => ({ exposure: { type: "clusterIP", ...keys } });
const dnsLabel = (label: string) => loadBalancer({ dnsLabel: label });
const zoneWith = (keys: object) => singleHost({ zone: { ...zone, ...keys } });

const names: readonly Row[] = [
  ["a DNS label in upper case", dnsLabel("MyHub"), `${exp}.dnsLabel`, /lower-case/],
  ["a DNS label, digit first", dnsLabel("1hub"), `${exp}.dnsLabel`, /beginning with a letter/],
  ["a DNS label, hyphen last", dnsLabel("hub-"), `${exp}.dnsLabel`, /not ending in a hyphen/],
  ["a DNS label with a dot", dnsLabel("my.hub"), `${exp}.dnsLabel`, /letters, digits or hyphens/],
  ["a DNS label of 2", dnsLabel("ab"), `${exp}.dnsLabel`, /3 to 63/],
  ["a DNS label without room for -hub", dnsLabel(a(60)), `${exp}.dnsLabel`, /59.*-hub/],
  ["a DNS label of 64", singleHost({ dnsLabel: a(64) }), `${exp}.dnsLabel`, /3 to 63/],
  ["a DNS label without its type", { "exposure.dnsLabel": "MyHub" }, `${exp}.dnsLabel`, /lower-case/],
  ["an unknown exposure", { exposure: { type: "carrierPigeon" } }, `${exp}.type`, /one of loadBalancer, singleHost/],
  ["an exposure in other letters", { exposure: { type: "LoadBalancer" } }, `${exp}.type`, /one of loadBalancer/],
  ["an exposure's name instead of its group", { exposure: "singleHost" }, exp, /object with a type/],
  ["a public host by its URL", singleHost({ host: `https://${host}` }), `${exp}.host`, /without scheme/],
  ["a host with a port", singleHost({ host: `${host}:8080` }), `${exp}.host`, /port/],
  ["a host in upper case", singleHost({ host: "Hub.example.org" }), `${exp}.host`, /lower case/],
  ["a host of one word", singleHost({ host: "hub" }), `${exp}.host`, /full host name/],
  ["a host with a part of 64", singleHost({ host: `${a(64)}.org` }), `${exp}.host`, /full host name/],
  ["a host of 254", singleHost({ host: `${"abc.".repeat(63)}de` }), `${exp}.host`, /full host name/],
  ["a zone by name only", singleHost({ zone: "example.org" }), `${exp}.zone`, /./],
  ["a zone without its group", zoneWith({ resourceGroup: undefined }), `${exp}.zone.resourceGroup`, /missing/],
  ["a zone without a record", zoneWith({ record: undefined }), `${exp}.zone.record`, /missing/],
  ["a zone that ends in a dot", zoneWith({ name: "example.org." }), `${exp}.zone.name`, /full host name/],
  ["a zone's group that ends in a dot", zoneWith({ resourceGroup: "dns." }), `${exp}.zone.resourceGroup`, /group/],
  ["a record for everything", zoneWith({ record: "*" }), `${exp}.zone.record`, /hub, or @/],
  ["a record that ends in a dot", zoneWith({ record: "hub." }), `${exp}.zone.record`, /hub, or @/],
  ["a record with an empty part", zoneWith({ record: "a..b" }), `${exp}.zone.record`, /hub, or @/],
  ["a record with a part of 64", zoneWith({ record: a(64) }), `${exp}.zone.record`, /hub, or @/],
  [
    "a misspelt key of a zone",
    zoneWith({ reord: "hub" }),
    `${exp}.zone.reord`,
    /mean binderhub:exposure\.zone\.record/,
  ],
  ["two names: a label and a zone", singleHost({ dnsLabel: "myhub", zone }), `${exp}.zone`, /dnsLabel: a single host/],
  ["two names: a label and a host", singleHost({ dnsLabel: "myhub", host }), `${exp}.host`, /dnsLabel: a single host/],
  ["two names: a zone and a host", singleHost({ zone, host }), `${exp}.host`, /combined with exposure\.zone/],
];

const platforms: readonly Row[] = [
  ["fixed ports on Azure", nodePort({}), `${exp}.type`, /nodePort on Azure: nodes have no public/],
  [
    "two addresses on an existing cluster",
    loadBalancer({}),
    `${exp}.type`,
    /existing cluster: its two addresses/,
    existing,
  ],
  ["nothing said on an existing cluster", { exposure: undefined }, `${exp}.type`, /existing cluster/, existing],
  ["a DNS label on an existing cluster", singleHost({ dnsLabel: "myhub" }), `${exp}.dnsLabel`, /no use/, existing],
  ["a zone on an existing cluster", singleHost({ zone }), `${exp}.zone`, /the host is existing\.host/, existing],
  ["a host on an existing cluster", singleHost({ host }), `${exp}.host`, /the host is existing\.host/, existing],
  ["a port below the range", nodePort({ hubPort: 8080 }), `${exp}.hubPort`, /30000 to 32767/, existing],
  ["a port above the range", nodePort({ binderPort: 32_768 }), `${exp}.binderPort`, /30000 to 32767/, existing],
  ["a local port for root", clusterIP({ hubPort: 80 }), `${exp}.hubPort`, /1024 to 65535/],
  [
    "one port for both",
    nodePort({ binderPort: 30_902 }),
    `${exp}.hubPort`,
    /differ from exposure\.binderPort/,
    existing,
  ],
  ["one local port for both", clusterIP({ hubPort: 8000 }), `${exp}.hubPort`, /differ from exposure\.binderPort/],
  [
    "the last port for both",
    nodePort({ binderPort: 32_767, hubPort: 32_767 }),
    `${exp}.hubPort`,
    /must differ/,
    {
      ...existing,
    },
  ],
  ["the last local port for both", clusterIP({ binderPort: 65_535, hubPort: 65_535 }), `${exp}.hubPort`, /must differ/],
  ["the registry's port for the hub", nodePort({ hubPort: 30_000 }), `${exp}.hubPort`, /registry\.nodePort/, existing],
  [
    "the registry's port for the page",
    nodePort({ binderPort: 30_000 }),
    "binderhub:registry.nodePort",
    /binderPort/,
    existing,
  ],
  [
    "ports on a load balancer",
    loadBalancer({ hubPort: 30_902 }),
    `${exp}.hubPort`,
    /clusterIP, nodePort, not/,
    { mends: `${exp}.type` },
  ],
];

const externalNames: readonly Row[] = [
  ...["binder", "hub", "proxy-public", "proxy-api", "proxy-http"].map((name): Row => [
    `an alias that takes the name of the Service ${name}`,
    { [`exposure.externalNames.${name}`]: host },
    `${exp}.externalNames.${name}`,
    /name of a Service of the chart/,
  ]),
  [
    "an external name that is an address with a port",
    { "exposure.externalNames.data": `${host}:80` },
    `${exp}.externalNames.data`,
    /full host/,
  ],
  [
    "an external name without a host",
    { "exposure.externalNames.data": "" },
    `${exp}.externalNames.data`,
    /full host name/,
  ],
  [
    "a list of external names",
    { "exposure.externalNames": ["data"] },
    `${exp}.externalNames`,
    /names, each with a host/,
  ],
  [
    "an alias in upper case",
    { "exposure.externalNames.Data": host },
    `${exp}.externalNames.Data`,
    /lower-case|names, each with a host/,
  ],
  [
    "an alias that begins with a digit",
    { "exposure.externalNames.1data": host },
    `${exp}.externalNames.1data`,
    /letter|names, each with a host/,
  ],
  ["an external name with a dot", dotted(), `${exp}.externalNames["my.data"]`, /./],
];

/** What is wrong with how the hub is reached. */
export const exposureRows: readonly Row[] = [...names, ...platforms, ...externalNames];

/** An alias whose name has a dot in it: no edit's path can say that. */
function dotted() {
  return { exposure: { type: "loadBalancer", externalNames: { "my.data": host } } };
}
