import { blottingWarnings } from "../../stack/blotting";

const password = "binderhub:registryPassword";
const settings = { "binderhub:namespace": "research-hub", "binderhub:azure": '{"clusterName":"ourcluster"}' };

const warningsOf = (secret: string, secretKeys = [password]) =>
  blottingWarnings({ values: { ...settings, [password]: secret }, secretKeys }, ["binderhub", "production"]);

test.each(["Xp8-q2Lw-77", "", "a-long-one-that-has-binderhub-in-it"])("there is nothing to warn of in %j", (secret) => {
  expect(warningsOf(secret)).toEqual([]);
});

test.each([
  ["the project's name", "binder"],
  ["the stack's", "production"],
  ["the namespace's", "research"],
  ["a name in a group", "ourcluster"],
  ["a setting's key", "clusterName"],
  ["its own key", "registryPassword"],
])("a secret that is part of %s is warned of, and not said to be there", (_what, secret) => {
  const found = warningsOf(secret);
  expect(found).toEqual([expect.stringMatching(/^binderhub:registryPassword: its text is part of a name/)]);
  expect(found.join().replace(password, "")).not.toContain(secret);
});

test("one of fewer than eight characters is warned of, as it may be part of any word", () => {
  expect(warningsOf("Xp8-q2L")).toEqual([
    expect.stringMatching(/^binderhub:registryPassword: is so short.* 8 characters/),
  ]);
});

test.each(["ab", "true", "False"])("that Pulumi does not hide %s at all is said", (secret) => {
  expect(warningsOf(secret)).toEqual([expect.stringMatching(/^binderhub:registryPassword: Pulumi does not hide/)]);
});

test("what is no secret is not warned of", () => expect(warningsOf("binder", [])).toEqual([]));
