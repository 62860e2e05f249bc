import * as pulumi from "@pulumi/pulumi";
import { Authentication, type AuthenticationArgs } from "../../../components/login/authentication";
import { at } from "../../../settings/untyped";
import { github } from "../arguments";
import { record, settled } from "../recorder";

const hubCallback = "http://hub.example.org/hub/oauth_callback";

const recorded = (args: Partial<AuthenticationArgs> = {}) =>
  record(
    () =>
      new Authentication("x", {
        auth: github,
        hubCallback,
        binderCallback: "http://example.org/oauth_callback",
        secret: "canary",
        ...args,
      }),
  );

/** What stands at a path of the values. */
function valueAt(values: Authentication["values"], ...path: readonly string[]) {
  return settled(pulumi.output(at(values, "jupyterhub", "hub", ...path)));
}

test("makes nothing: the OAuth app is registered by hand", async () => {
  const { resources } = await recorded();
  expect(resources.filter(({ custom }) => custom)).toEqual([]);
});

test.each([
  ["plain", () => "canary"],
  ["an output", () => pulumi.output("canary")],
  ["secret", () => pulumi.secret("canary")],
])("keeps a client secret that is %s secret", async (_name, secret) => {
  const { result } = await recorded({ secret: secret() });
  const found = await valueAt(result.values, "config", "GitHubOAuthenticator", "client_secret");
  expect(found).toEqual({ value: "canary", secret: true });
});

test("keeps the password that everybody uses secret", async () => {
  const { result } = await recorded({ auth: { type: "dummy", allowAll: true } });
  const found = await valueAt(result.values, "config", "DummyAuthenticator", "password");
  expect(found).toEqual({ value: "canary", secret: true });
});

test.each([
  ["to the hub", ["config", "GitHubOAuthenticator", "oauth_callback_url"], hubCallback],
  ["to the Binder page", ["services", "binder", "oauth_redirect_uri"], "http://example.org/oauth_callback"],
])("leads back %s, by a URL that everybody may see", async (_name, path, url) => {
  const { result } = await recorded();
  expect(await valueAt(result.values, ...path)).toEqual({ value: url, secret: false });
});

test("says which callback to register, in plain text", async () => {
  const { result } = await recorded({ hubCallback: pulumi.output(hubCallback) });
  expect(await settled(result.callbackUrl)).toEqual({ value: hubCallback, secret: false });
});
