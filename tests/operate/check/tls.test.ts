import { type HubFacts } from "../../../components/operate/facts";
import { type Certificate } from "../../../operate/hub/check/certificate";
import { tlsDays, tlsHost, tlsValid } from "../../../operate/hub/check/tls";

const now = new Date("2026-11-27T12:00:00Z");
const facts = (from: NonNullable<HubFacts["https"]>["from"]) =>
  ({ namespace: "hub", cluster: { platform: "azure" }, https: { from } }) as HubFacts;
const certificate = (more: Partial<Certificate>): Certificate => ({
  ...{ host: "hub.example.org", names: "DNS:hub.example.org", issuer: "Let's Encrypt, R10" },
  ...{ from: "2026-10-01T00:00:00Z", to: "2027-01-29T00:00:00Z" },
  ...more,
});
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
const ends = (days: number, from: NonNullable<HubFacts["https"]>["from"]) =>
  tlsDays.judge([certificate({ to: inDays(days) })], facts(from), now).state;

test.each([
  [30, "well"],
  [23, "well"],
  [22, "warning"],
  [1, "warning"],
  [0, "wrong"],
  [-1, "wrong"],
] as const)("a certificate of Let's Encrypt with %d days left: %s", (days, state) =>
  expect(ends(days, "letsEncrypt")).toBe(state),
);

test.each([
  [21, "well"],
  [20, "warning"],
  [-1, "wrong"],
] as const)("a certificate of one's own with %d days left: %s", (days, state) => expect(ends(days, "own")).toBe(state));

test("a certificate that begins tomorrow is wrong today", () =>
  expect(tlsDays.judge([certificate({ from: inDays(1) })], facts("own"), now).state).toBe("wrong"));

test.each([
  ["DNS:hub.example.org", "well"],
  ["DNS:www.example.org, DNS:HUB.example.org", "well"],
  ["DNS:*.example.org", "well"],
  ["DNS:*.org", "wrong"],
  ["DNS:*.hub.example.org", "wrong"],
  ["DNS:hub.example.organic", "wrong"],
])("a certificate for %s: %s", (names, state) =>
  expect(tlsHost.judge([certificate({ names })], facts("own"), now).state).toBe(state),
);

test("one of two hosts with a bad certificate is enough", () => {
  const two = [certificate({}), certificate({ host: "binder.example.org" })];
  expect(tlsHost.judge(two, facts("own"), now)).toMatchObject({
    state: "wrong",
    saw: "it is for DNS:hub.example.org, and not for binder.example.org",
  });
});

test.each([
  ["own", "httpsKey"],
  ["letsEncrypt", "rollout restart deployment/autohttps"],
] as const)("what ended is mended where it comes from: %s", (from, mend) =>
  expect(tlsDays.judge([certificate({ to: inDays(-1) })], facts(from), now).mend).toContain(mend),
);

test("a chain that nobody trusts is wrong, and the issuer is named", () =>
  expect(
    tlsValid.judge([certificate({ distrusted: "DEPTH_ZERO_SELF_SIGNED_CERT", issuer: "Me" })], facts("own"), now).saw,
  ).toBe("DEPTH_ZERO_SELF_SIGNED_CERT (issuer: Me)"));
