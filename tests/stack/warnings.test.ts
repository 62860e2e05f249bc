import { edited, type Edits, warningsOf } from "./stack";

const github = { auth: { type: "github", clientId: "id", allowAll: true }, authClientSecret: "x" };
const host = { exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } } };
const pages = (keys: object) => ({ branding: { pages: { repository: "https://github.com/me/pages", ...keys } } });

/** The default chart's own hub is warned of; here it has another one. */
const hub = { "extraValues.jupyterhub.hub.image.tag": "9.9.9" };

const encrypted = ["binderhub:registryPassword", "binderhub:authClientSecret"];

const warnings = (edits: Edits, also: Edits = hub) => warningsOf(edited({ ...also, ...edits }), encrypted);

test.each<readonly [string, Edits]>([
  ["the workshop's hub", {}],
  ["pages at a tag", pages({ tag: "v1" })],
  ["pages at a commit", pages({ commit: "0123456789abcdef0123456789abcdef01234567" })],
  ["login over HTTPS", { ...github, ...host }],
])("there is nothing to warn of in %s", (_name, edits) => {
  expect(warnings(edits)).toEqual([]);
});

test("pages that follow a branch are warned of", () => {
  expect(warnings(pages({ branch: "main" }))).toEqual([expect.stringMatching(/^branding\.pages\.branch: .*main/)]);
});

describe("quotas", () => {
  test("of families that all pools are of are not warned of", () => {
    expect(warnings({ "azure.quotas": { standardDSv5Family: 20, lowPriorityCores: 3 } })).toEqual([]);
  });

  test("of a family that no pool is of are warned of: the name may be misspelt", () => {
    expect(warnings({ "azure.quotas": { standardDSv5Famly: 20 } })).toEqual([
      expect.stringMatching(/^azure\.quotas: no pool is of the family standardDSv5Famly/),
    ]);
  });

  test("do not count a size whose family is not known, which is warned of", () => {
    const edits = { "azure.vmSize": "Standard_D8_v99", "azure.quotas": { lowPriorityCores: 3 } };
    expect(warnings(edits)).toEqual([expect.stringContaining("does not know the family of Standard_D8_v99")]);
  });
});

test("a login over two addresses, which have no HTTPS, is warned of", () => {
  expect(warnings(github)).toEqual([expect.stringMatching(/^auth: .*unencrypted.*singleHost with https/)]);
});

test("a VM size that Azure gave up is warned of, in every pool", () => {
  const gpus = { role: "user", vmSize: "Standard_NC6s_v3", gpu: true, min: 0, max: 1 };
  const users = { role: "user", vmSize: "Standard_D4s_v5" };
  expect(warnings({ "azure.pools": { gpus, users }, sizes: [{ name: "gpu", gpu: 1 }] })).toEqual([
    "azure.pools.gpus.vmSize: Standard_NC6s_v3 is not offered by Azure any more. Take a newer size.",
  ]);
});

describe("a JupyterHub with a known vulnerability", () => {
  test("is warned of where the default chart brings it, with the way out", () => {
    expect(warnings({}, {})).toEqual([
      expect.stringMatching(/^chart\.version: .* older than 5\.5\.4\. .*GHSA-hx46-2cv3-mh6g.*hub\.image\.tag/),
    ]);
  });

  test.each([
    ["older charts too", "1.0.0-0.dev.git.3900.h0123abc", 1],
    ["not of newer charts", "1.0.0-0.dev.git.4100.h0123abc", 0],
    ["not of charts of others", "2.0.0", 0],
  ])("is warned of in %s", (_what, version, count) => {
    expect(warnings({ "chart.version": version }, {})).toHaveLength(count);
  });
});

describe("checks on a schedule", () => {
  const every = { "operate.checkEvery": "30m" };
  const pools = (min: number) => ({
    "azure.pools": { users: { role: "user", vmSize: "Standard_D4s_v5", min, max: 3 } },
  });

  test("launch nothing where people log in and nobody may launch for them", () => {
    expect(warnings({ ...github, ...host, ...every })).toEqual([
      expect.stringMatching(/^operate\.checkEvery: .*launch nothing.*binderhub:operate\.check true$/),
    ]);
    expect(warnings({ ...github, ...host, ...every, "operate.check": true })).toEqual([]);
  });

  test("wake a pool that sleeps, and so cost what it costs", () => {
    expect(warnings({ ...every, ...pools(0) })).toEqual([
      expect.stringMatching(/^operate\.checkEvery: .*azure\.pools\.users.*50 % of the time/),
    ]);
    expect(warnings({ ...every, ...pools(1) })).toEqual([]);
  });
});
