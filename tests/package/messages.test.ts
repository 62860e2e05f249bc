import { removeCommand, setCommand, setSecretCommand } from "../../settings/problems";
import { inArguments } from "../../package/messages";

test.each([
  [setCommand("binderhub:azure.nodeCount", 3), "azure.nodeCount: 3"],
  [setCommand("binderhub:azure.kubernetesVersion", "1"), "azure.kubernetesVersion: 1"],
  [setCommand("binderhub:mayDelete[0]", "namespace/hub"), "mayDelete[0]: namespace/hub"],
  [setCommand("binderhub:branding.about", "it's -- fine"), "branding.about: 'it'\\''s -- fine'"],
  [setCommand("binderhub:limits.userCpu", -0.5), "limits.userCpu: -0.5"],
  [setSecretCommand("binderhub:registryPassword"), "give registryPassword, a secret"],
  [removeCommand("binderhub:exposure.hold"), "take exposure.hold out"],
  [removeCommand('binderhub:tags["a.b"]'), 'take tags["a.b"] out'],
  [setCommand("azure-native:location", "westeurope"), "location: westeurope"],
])("%s becomes %s", (command, words) => expect(inArguments(command)).toBe(words));

test("what Azure's provider reads is configuration in any program", () => {
  const command = setCommand("azure-native:subscriptionId", "0000");
  expect(inArguments(command)).toBe(command);
});

test("a command in quotes, in a sentence", () => {
  expect(inArguments("First 'pulumi config set binderhub:protect false' and 'pulumi up', binderhub:protect.")).toBe(
    "First 'protect: false' and 'pulumi up', protect.",
  );
});
