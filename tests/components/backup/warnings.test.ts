import { edited, type Edits, warningsOf } from "../../stack/stack";

const encrypted = ["binderhub:registryPassword", "binderhub:authClientSecret"];
const login = { auth: { type: "github", clientId: "id", allowAll: true }, authClientSecret: "client-secret" };
const share = { type: "azureFiles", account: "mydata", resourceGroup: "data-rg", share: "sets" };

test.each<[string, Edits, boolean]>([
  ["people's volumes", { ...login, storage: { size: "1Gi" } }, true],
  [
    "people's volumes, and a shared folder",
    { ...login, storage: { size: "1Gi" }, folders: { data: { type: "new" } } },
    true,
  ],
  ["a shared folder that the stack makes", { folders: { data: { type: "new" } } }, true],
  ["a share of the user's own, which stays", { folders: { data: share } }, false],
  [
    "people's volumes, and backups",
    { ...login, storage: { size: "1Gi" }, backup: { type: "azure", account: "mygroupbackup" } },
    false,
  ],
  ["no files", {}, false],
])("with %s, is it said that nobody has a copy", (_what, edits, isWarned) => {
  const found = warningsOf(edited(edits), encrypted).filter((text) => text.startsWith("backup.type is none"));
  expect(found).toHaveLength(isWarned ? 1 : 0);
});
