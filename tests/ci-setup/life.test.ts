/** @jest-environment ./tests/engine/environment.ts */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rehearsed } from "../../ci-setup/rehearsed";
import { onlyGivenRoles, roles } from "../../ci-setup/roles";
import { findEngine } from "../../rehearse/engine";
import { projectFolder } from "../../rehearse/folders";
import { resourcesIn, type StateResource } from "../../sandbox/state";

const said = {
  ...{ stage: "prod", repository: "me@12/hub@34", location: "westeurope" },
  ...{ assignsRoles: true, protect: false },
};
const folder = mkdtempSync(join(tmpdir(), "ci-setup-"));
const projectFile = join(folder, "Pulumi.yaml");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The set-up of prod, from nothing to nothing. */
async function life() {
  cpSync(join(projectFolder, "ci-setup/Pulumi.yaml"), projectFile);
  const engine = await findEngine(() => undefined);
  return rehearsed({ engine, said, folder }, async (setup, left) => {
    const up = await setup.stack.up();
    const resources = resourcesIn((await setup.stack.exportStack()).deployment);
    const given = await setup.outputs();
    await setup.stack.destroy();
    return { up, resources, given, left: left() };
  });
}

describe("the set-up of prod", () => {
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  const named = (name: string): StateResource => {
    const found = seen.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (found === undefined) throw new Error(`no resource ${name}`);
    return found;
  };
  const role = (name: string) => named(`${name}-role`).inputs;

  it("is made in one go", () => expect(Object.keys(seen.up.summary.resourceChanges ?? {})).toEqual(["create"]));

  it("gives what deploy.yml reads, and nothing in it is a secret", () => {
    const { clientId, tenantId } = named("github-identity").outputs;
    const subscriptionId = "00000000-0000-0000-0000-000000000000";
    const backend = `azblob://state?storage_account=${String(named("state-account").inputs.accountName)}`;
    expect(seen.given.deploy).toEqual({ clientId, tenantId, subscriptionId, backend });
    expect(Object.values(seen.up.outputs).some(({ secret }) => secret)).toBe(false);
  });

  it("gives the key with its version, as Pulumi takes it", () =>
    expect(seen.given.secretsProvider).toMatch(
      /^azurekeyvault:\/\/hubprod\w{12}\.vault\.azure\.net\/keys\/pulumi\/\w{32}$/,
    ));

  it("keeps state that nobody reads without a login, and that can be had back", () => {
    expect(named("state-account").inputs).toMatchObject({
      ...{ allowBlobPublicAccess: false, allowSharedKeyAccess: false, minimumTlsVersion: "TLS1_2" },
    });
    expect(named("state-container").inputs.publicAccess).toBe("None");
    expect(named("state-blobs").inputs).toMatchObject({
      isVersioningEnabled: true,
      deleteRetentionPolicy: { enabled: true },
      containerDeleteRetentionPolicy: { enabled: true },
    });
  });

  it("keeps a key that is not lost by mistake", () =>
    expect(named("state-vault").inputs.properties).toMatchObject({
      ...{ enableRbacAuthorization: true, enableSoftDelete: true, enablePurgeProtection: true },
    }));

  it("has credentials that are made one after the other, as Azure asks", () => {
    const [first, second] = ["github-main", "github-production"].map(named);
    expect(second?.dependencies).toContain(first?.urn);
  });

  it("trusts GitHub's tokens for this repository", () =>
    expect(named("github-production").inputs).toMatchObject({
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:me@12/hub@34:environment:production",
      audiences: ["api://AzureADTokenExchange"],
    }));

  it("lets the workflow deploy, and give two roles and no other", () => {
    const scope = "/subscriptions/00000000-0000-0000-0000-000000000000";
    expect(role("deploys")).toMatchObject({ scope, principalId: named("github-identity").outputs.principalId });
    expect(role("assigns")).toMatchObject({ scope, condition: onlyGivenRoles, conditionVersion: "2.0" });
    expect(onlyGivenRoles.match(/GuidEquals \{[^}]*\}/g)).toEqual(
      Array(2).fill(`GuidEquals {${roles.acrPull}, ${roles.clusterContributor}}`),
    );
  });

  it.each(["workflow", "user-1"])("lets the %s read and write the state, and use the key", (who) => {
    const type = who === "workflow" ? "ServicePrincipal" : "User";
    expect(role(`${who}-state`)).toMatchObject({ principalType: type });
    expect(String(role(`${who}-state`).roleDefinitionId)).toContain(roles.blobDataContributor);
    expect(String(role(`${who}-key`).roleDefinitionId)).toContain(roles.keyVaultCryptoUser);
  });

  it("leaves nothing behind", () => expect(seen.left).toEqual([]));

  it("leaves the project's own file as it is", () =>
    expect(readFileSync(projectFile, "utf8")).toBe(readFileSync(join(projectFolder, "ci-setup/Pulumi.yaml"), "utf8")));
});
