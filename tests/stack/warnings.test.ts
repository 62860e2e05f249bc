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

describe("placeholders", () => {
  const room = (placeholders: number, more: Edits = {}) =>
    warningsOf({ scheduling: { placeholders }, limits: { userCpuGuarantee: 0.5 }, ...more });
  const pools = {
    users: { role: "user", vmSize: "Standard_D8s_v3", max: 2 },
    builds: { role: "build", vmSize: "Standard_D8s_v3", max: 9 },
  };

  // The workshop's hub has three nodes with two cores each.
  test("that the nodes have cores for are not warned of", () => expect(room(12)).toEqual([]));

  test("that can never fit are warned of, with how many could", () => {
    expect(room(13)).toEqual([expect.stringMatching(/^scheduling\.placeholders: .*at most 12 servers fit/)]);
  });

  test("are counted on the users' pools at their largest, where there are any", () => {
    expect(room(32, { "azure.pools": pools })).toEqual([]);
    expect(room(33, { "azure.pools": pools })).toEqual([expect.stringContaining("at most 32 servers fit")]);
  });

  test("are not counted where a server's cores are not guaranteed", () => {
    expect(warningsOf({ scheduling: { placeholders: 999 } })).toEqual([]);
  });
});

test("a login over two addresses, which have no HTTPS, is warned of", () => {
  expect(warningsOf(github)).toEqual([expect.stringMatching(/^auth: .*unencrypted.*singleHost with https/)]);
});
