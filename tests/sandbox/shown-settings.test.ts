import { messageOf } from "../../sandbox/error-message";
import { shownChanges, shownPlaceholders } from "../../sandbox/shown-settings";
import { secretNames } from "../../settings/secrets";

describe("what is shown of settings", () => {
  test.each(secretNames)("is not the %s that a person set", (name) => {
    expect(shownChanges({ "azure.nodeCount": "2", [name]: "canary" })).toEqual([
      ["azure.nodeCount", "2"],
      [name, "[secret]"],
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

describe("an error in words", () => {
  test("is its message, with all its lines", () => {
    expect(messageOf(new Error("There is no engine.\nInstall it."))).toBe("There is no engine.\nInstall it.");
    expect(messageOf("nothing")).toBe("nothing");
  });

  const command = "pulumi config set --secret binderhub:registryPassword canary";

  test("is what the engine calls the error, without the command that failed and the secrets in it", () => {
    const message = `code: -2\n stdout: \n stderr: Command failed: ${command}\nerror: no stack named 'dev' found\n err?: Error: ${command}\n`;
    expect(messageOf(new Error(message))).toBe("no stack named 'dev' found");
  });

  test("is no more than that the engine failed where it did not say why", () => {
    expect(messageOf(new Error(`code: 1\n stdout: ${command}\n stderr: \n err?: \n`))).toBe(
      "The Pulumi engine failed, and did not say why.",
    );
  });
});
