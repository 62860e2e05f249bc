import { warnings } from "../../settings/warnings";
import { edited, type Edits, settingsOf } from "./stack";

const github = { auth: { type: "github", clientId: "id", allowAll: true }, authClientSecret: "x" };
const host = { exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } } };
const pages = (keys: object) => ({ branding: { pages: { repository: "https://github.com/me/pages", ...keys } } });

const warningsOf = (edits: Edits) =>
  warnings(settingsOf(edited(edits), ["binderhub:registryPassword", "binderhub:authClientSecret"]));

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

test("a login over two addresses, which have no HTTPS, is warned of", () => {
  expect(warningsOf(github)).toEqual([expect.stringMatching(/^auth: .*unencrypted.*singleHost with https/)]);
});
