import * as pulumi from "@pulumi/pulumi";
import { BackupAccount, type BackupAccountArgs } from "../../../components/backup/backup-account";
import { record, settled } from "../recorder";

const args: BackupAccountArgs = {
  ...{ account: "mybackup", redundancy: "LRS", resourceGroup: "testhub", location: "westeurope" },
  tags: { owner: "ada" },
};
const made = (edits: Partial<BackupAccountArgs> = {}) => record(() => new BackupAccount("x", { ...args, ...edits }));

/** What the last run asked for, without what is in the account's id. */
const settable = {
  ...{ location: "westeurope", tags: { owner: "ada" }, kind: "StorageV2", sku: { name: "Standard_LRS" } },
  ...{ accessTier: "Hot", allowSharedKeyAccess: true, allowBlobPublicAccess: false },
  ...{ enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
};
const asked = { ...settable, resourceGroupName: "testhub-backup", accountName: "mybackup" };
const networkRuleSet = { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "203.0.113.7" }] };
const live = { ...settable, name: "mybackup", tags: { owner: "ada", watched: "yes" }, networkRuleSet };
const standing = (name: string) => (name === "x-account" ? { asked, live } : undefined);

test("stands in a resource group of its own, beside the cluster's", async () => {
  const { resources } = await made();
  const groups = resources.map(({ inputs }) => inputs.resourceGroupName).filter((name) => name !== undefined);
  expect(groups).toEqual(["testhub-backup", "testhub-backup", "testhub-backup", "testhub-backup"]);
});

test("goes with its group", async () => {
  const { named } = await made();
  const within = ["account", "undelete", "container"].map((thing) => named(`x-${thing}`).deletedWith);
  expect(within).toEqual(Array(3).fill(named("x-group").urn));
});

test("is open to nobody without its key, and to nobody without TLS", async () => {
  const { named } = await made();
  expect(named("x-account").inputs).toMatchObject({
    ...{ allowBlobPublicAccess: false, enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
  });
  expect(named("x-container").inputs).toMatchObject({ publicAccess: "None" });
});

test("keeps for two weeks what was deleted, before there is anything to delete", async () => {
  const { named } = await made();
  const kept = { enabled: true, days: 14 };
  expect(named("x-undelete").inputs).toMatchObject({
    ...{ blobServicesName: "default", deleteRetentionPolicy: kept, containerDeleteRetentionPolicy: kept },
  });
  expect(named("x-container").dependencies).toContain(named("x-undelete").urn);
});

test("gives its first key once the container is there, as a secret", async () => {
  const { result, calls } = await made();
  expect((await settled(result.key)).value).toBe("storage-key-canary");
  expect(await pulumi.isSecret(result.key)).toBe(true);
  const [call] = calls.filter(({ token }) => token === "azure-native:storage:listStorageAccountKeys");
  expect(call?.after).toContain("x-container");
});

test("is left alone where nothing new is asked for, whatever others wrote", async () => {
  const { named } = await made({ standing });
  expect(named("x-account").ignoreChanges).toEqual(["*"]);
});

test("is asked for something new with what others wrote: their tags, and who may reach it", async () => {
  const { named } = await made({ standing, redundancy: "GRS" });
  const { inputs, ignoreChanges } = named("x-account");
  expect(ignoreChanges).toEqual([]);
  expect(inputs).toMatchObject({
    sku: { name: "Standard_GRS" },
    tags: { owner: "ada", watched: "yes" },
    networkRuleSet,
  });
});
