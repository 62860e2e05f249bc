import { check, edited, type Edits } from "./stack";

const github = { auth: { type: "github", clientId: "id", allowAll: true }, authClientSecret: "x" };
const host = { exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } } };
const pages = (keys: object) => ({ branding: { pages: { repository: "https://github.com/me/pages", ...keys } } });

const warningsOf = (edits: Edits) => {
  const parsed = check(edited(edits), ["binderhub:registryPassword", "binderhub:authClientSecret"]);
  expect(parsed.problems).toEqual([]);
  return parsed.settings === undefined ? [] : parsed.warnings;
};

test.each<readonly [string, Edits]>([
  ["the workshop's hub", {}],
  ["pages at a tag", pages({ tag: "v1" })],
  ["pages at a commit", pages({ commit: "0123456789abcdef0123456789abcdef01234567" })],
  ["login over HTTPS", { ...github, ...host }],
])("there is nothing to warn of in %s", (_name, edits) => {
  expect(warningsOf(edits)).toEqual([]);
});

test("pages that follow a branch are warned of", () => {
  expect(warningsOf(pages({ branch: "main" }))).toEqual([expect.stringMatching(/^branding\.pages\.branch: .*main/)]);
});

describe("quotas", () => {
  test("of families that all pools are of are not warned of", () => {
    expect(warningsOf({ "azure.quotas": { standardDSv3Family: 20, lowPriorityCores: 3 } })).toEqual([]);
  });

  test("of a family that no pool is of are warned of: the name may be misspelt", () => {
    expect(warningsOf({ "azure.quotas": { standardDSv3Famly: 20 } })).toEqual([
      expect.stringMatching(/^azure\.quotas: no pool is of the family standardDSv3Famly/),
    ]);
  });

  test("do not count a size whose family is not known, which is warned of", () => {
    const edits = { "azure.vmSize": "Standard_D8_v99", "azure.quotas": { lowPriorityCores: 3 } };
    expect(warningsOf(edits)).toEqual([expect.stringContaining("does not know the family of Standard_D8_v99")]);
  });
});

test("a login over two addresses, which have no HTTPS, is warned of", () => {
  expect(warningsOf(github)).toEqual([expect.stringMatching(/^auth: .*unencrypted.*singleHost with https/)]);
});
