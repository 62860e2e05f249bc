import { shownChanges, shownPlaceholders } from "../../rehearse/shown-settings";
import { secretNames } from "../../stack/schema";

describe("what is shown of settings", () => {
  test.each(secretNames)("is not the %s that a person set", (name) => {
    expect(shownChanges({ "azure.nodeCount": "2", [name]: "canary" })).toEqual([
      ["azure.nodeCount", "2"],
      [name, "[secret]"],
    ]);
  });

  test.each(["registry.password", "githubToken", 'extraValues["proxy"]["secretToken"]', "auth.clientSecret"])(
    "is not what stands in %s, which is no key of a secret",
    (name) => expect(shownChanges({ [name]: "canary" })).toEqual([[name, "[secret]"]]),
  );

  test("is an empty value as one, and a text of another name than a secret's", () => {
    expect(shownChanges({ tokenRotation: "", "auth.clientId": "id" })).toEqual([
      ["tokenRotation", '""'],
      ["auth.clientId", "id"],
    ]);
  });

  test("is not a secret that was filled in, nor what the person set in its place", () => {
    const placeholders = {
      "binderhub:registryPassword": { value: "canary", secret: true },
      "binderhub:registry.username": { value: "yourdockerid" },
      "binderhub:auth.clientId": { value: "your-client-id" },
    };
    expect(shownPlaceholders(placeholders, { "auth.clientId": "mine" })).toEqual([
      ["registryPassword", "[secret]"],
      ["registry.username", "yourdockerid"],
    ]);
  });
});
