import { type More, type Row } from "../../stack/row";

const key = (name: string) => `binderhub:network.proxy.${name}`;
const set = (values: object) => ({ "network.proxy": values });
const url = "http://10.1.2.3:3128";
const form = /URL of a proxy/;
const file = (text: string): More => ({ files: { "/project/ca.pem": Buffer.from(text) } });
const one = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/** Proxies that are refused. */
export const networkRows: readonly Row[] = [
  ["a proxy of no address", set({ noProxy: ["a.example.org"] }), key("http"), /is missing/],
  ["a proxy without http://", set({ http: "proxy.example.org:3128" }), key("http"), form],
  ["a proxy by SOCKS", set({ https: "socks5://10.1.2.3:1080" }), key("https"), form],
  ["a proxy with a path", set({ http: `${url}/proxy.pac` }), key("http"), form],
  ["a proxy with a port that is none", set({ http: "http://10.1.2.3:70000" }), key("http"), /port up to 65535/],
  ["a proxy with a user", set({ http: "http://ada@10.1.2.3:3128" }), key("http"), /without user name/],
  ["a proxy with a password", set({ http: "http://ada:s3cret@10.1.2.3:3128" }), key("http"), /URL with a password/],
  ["a proxy on each pod itself", set({ http: "http://localhost:3128" }), key("http"), /each pod itself/],
  [
    "HTTPS to the proxy itself, on AKS",
    set({ http: "https://proxy.example.org" }),
    key("http"),
    /must begin with http:/,
  ],
  ["a proxy among AKS's Services", set({ http: "http://10.0.9.9:3128" }), key("http"), /must stay closed/],
  ["a proxy at the metadata address", set({ https: "http://169.254.169.254" }), key("https"), /must stay closed/],
  ["all hosts without a proxy", set({ http: url, noProxy: ["*"] }), key("noProxy[0]"), /without \*/],
  ["a domain with a *", set({ http: url, noProxy: ["*.example.org"] }), key("noProxy[0]"), /without \*/],
  [
    "a host without a proxy, with a port",
    set({ http: url, noProxy: ["git.example.org:443"] }),
    key("noProxy[0]"),
    /and port/,
  ],
  ["hosts in one text", set({ http: url, noProxy: "a,b" }), key("noProxy"), /list of hosts/],
  [
    "a proxy's certificate that is not there",
    set({ http: url, certificate: "./x.pem" }),
    key("certificate"),
    /not there/,
    {
      person: "where the file is",
    },
  ],
  [
    "a proxy's certificate with its key",
    set({ http: url, certificate: "./ca.pem" }),
    key("certificate"),
    /without a private key/,
    {
      ...file(`${one}-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n`),
      person: "what is in the file",
    },
  ],
  [
    "a proxy's certificate that is none",
    set({ http: url, certificate: "./ca.pem" }),
    key("certificate"),
    /in PEM/,
    {
      ...file("MIIB"),
      person: "what is in the file",
    },
  ],
  [
    "all public certificates",
    set({ http: url, certificate: "./ca.pem" }),
    key("certificate"),
    /at most 20/,
    {
      ...file(one.repeat(21)),
      person: "what is in the file",
    },
  ],
  [
    "a proxy said twice",
    { ...set({ http: url }), "buildDaemon.arguments": ["--mtu=1450", `--https-proxy=${url}`] },
    "binderhub:buildDaemon.arguments[1]",
    /say it once/,
  ],
  [
    "variables of BinderHub in a list",
    { ...set({ http: url }), "extraValues.extraEnv": [{ name: "A", value: "b" }] },
    "binderhub:extraValues.extraEnv",
    /is decided by/,
  ],
  [
    "another proxy for servers",
    { ...set({ http: url }), "extraValues.jupyterhub.singleuser.extraEnv.https_proxy": "http://10.9.9.9:1" },
    "binderhub:extraValues.jupyterhub.singleuser.extraEnv.https_proxy",
    /is decided by/,
  ],
];
