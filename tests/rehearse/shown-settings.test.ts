import { messageOf } from "../../sandbox/error-message";
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

  // As `pulumi refresh` prints a provider's error, without colours.
  const refresh = [
    "Refreshing (dev):",
    "    pulumi:pulumi:Stack binderhub-dev  1 error",
    "",
    "Diagnostics:",
    "  kubernetes:helm.sh/v3:Release (binderhub-release):",
    "    error: Preview failed: the cluster is unreachable",
    "    connect: connection refused",
    "",
    "  pulumi:pulumi:Stack (binderhub-dev):",
    "    error: refresh failed",
    "",
    "Resources:",
    "    12 unchanged",
  ].join("\n");

  test("is what the engine says of a resource, which it indents, to the last line, and without its last word", () => {
    const message = `code: 255\n stdout: ${refresh}\n stderr: \n err?: \n`;
    expect(messageOf(new Error(message))).toBe(
      "Preview failed: the cluster is unreachable\nconnect: connection refused",
    );
  });

  test("is what the engine wrote to its error output where it calls nothing an error", () => {
    expect(messageOf(new Error("code: 1\n stdout: \n stderr: panic: fatal\n err?: \n"))).toBe("panic: fatal");
  });

  test("is no more than that the engine failed where it did not say why", () => {
    expect(messageOf(new Error(`code: 1\n stdout: ${command}\n stderr: \n err?: \n`))).toBe(
      "The Pulumi engine failed, and did not say why.",
    );
  });
});
