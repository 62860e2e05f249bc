import * as pulumi from "@pulumi/pulumi";
import { BackupStore, type BackupStoreArgs } from "../../../components/backup/backup-store";
import { cloudNamed } from "../../../components/cluster/clouds";
import { sure } from "../../../settings/refusal";
import { azureBackup, resticBackup } from "../arguments";
import { deployed } from "../deployed";
import { azureStack, localStack } from "../full-stacks";
import { record, settled } from "../recorder";

const cloud = (name?: string) => sure(cloudNamed(name), "cloud");
const account = { account: "mybackup", redundancy: "LRS", resourceGroup: "testhub", location: "westeurope" } as const;
const restic = { backup: resticBackup, cloud: cloud() };

async function environmentOf(args: BackupStoreArgs) {
  const { result } = await record(() => new BackupStore("x", args));
  expect(await pulumi.isSecret(result.environment)).toBe(true);
  return (await settled(result.environment)).value;
}

test("of an account that the stack makes is told its name and key, and has a password that the program made", async () => {
  expect(await environmentOf({ backup: azureBackup, account, cloud: cloud() })).toEqual({
    AZURE_ACCOUNT_NAME: "mybackup",
    AZURE_ACCOUNT_KEY: "storage-key-canary",
    AZURE_ENDPOINT_SUFFIX: "core.windows.net",
    RESTIC_REPOSITORY: "azure:hub:/",
    RESTIC_PASSWORD: "hex-of-x-password",
  });
});

test("in another of Azure's clouds has that cloud's ending", async () => {
  const environment = await environmentOf({ backup: azureBackup, account, cloud: cloud("china") });
  expect(environment).toMatchObject({ AZURE_ENDPOINT_SUFFIX: "core.chinacloudapi.cn" });
});

test("that is there has what the user gave, and the user's password without the line's end", async () => {
  const credentials = "# of the bucket\nAWS_ACCESS_KEY_ID = ada\n\nAWS_SECRET_ACCESS_KEY=a=b\n";
  const given = credentials.replace(" = ", "=");
  expect(await environmentOf({ ...restic, password: "correct horse battery\n", credentials: given })).toEqual({
    AWS_ACCESS_KEY_ID: "ada",
    AWS_SECRET_ACCESS_KEY: "a=b",
    RESTIC_REPOSITORY: "s3:https://s3.example.org/hub",
    RESTIC_PASSWORD: "correct horse battery",
  });
});

test("that needs nothing to let restic in has only a password", async () => {
  expect(Object.keys(await environmentOf(restic))).toEqual(["RESTIC_REPOSITORY", "RESTIC_PASSWORD"]);
});

test("keeps its password when the tokens are made anew: then nobody could read older backups", async () => {
  const { named } = await deployed({}, azureStack({ tokenRotation: "again" }));
  expect(named("backup-password").inputs).not.toHaveProperty("keepers");
});

test("is made for no stack that does not ask for it", async () => {
  const { resources } = await deployed({}, localStack({ backup: { type: "none" } }));
  expect(resources.filter(({ name }) => name.includes("backup"))).toEqual([]);
});
