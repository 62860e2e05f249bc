import { commands } from "../../ci-setup/commands";
import { settings } from "../../ci-setup/settings";

const outputs = {
  deploy: { clientId: "c", tenantId: "t", subscriptionId: "s", backend: "azblob://state?storage_account=x" },
  backend: "azblob://state?storage_account=x",
  secretsProvider: "azurekeyvault://x.vault.azure.net/keys/pulumi/v1",
};
const said = { repository: "me@12/hub@34", location: "westeurope" };
const linesOf = (stage: string) =>
  commands(settings({ ...said, stage }), outputs).filter((line) => !line.startsWith("#"));

test("dev needs its stack, and then the variable that switches the workflow on", () =>
  expect(linesOf("dev")).toEqual([
    "pulumi login 'azblob://state?storage_account=x'",
    "pulumi stack init dev --secrets-provider=azurekeyvault://x.vault.azure.net/keys/pulumi/v1",
    `gh variable set DEPLOY_DEV --repo me/hub --body '${JSON.stringify(outputs.deploy)}'`,
  ]));

test("prod needs an environment that somebody approves, before it is switched on", () => {
  const lines = linesOf("prod");
  const [approval, last] = [lines.findIndex((line) => line.includes("/environments/production --")), lines.at(-1)];
  expect(lines[approval]).toBe("gh api --method PUT repos/me/hub/environments/production --input - <<JSON");
  expect(lines.slice(approval + 1).join("\n")).toContain('"reviewers": [{"type": "User"');
  expect(last).toContain("gh variable set DEPLOY_PROD --repo me/hub ");
});
