import { messageOf } from "../../sandbox/error-message";

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
