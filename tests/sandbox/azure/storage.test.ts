import { isRecord } from "../../../settings/untyped";
import { asInputs } from "../../../sandbox/azure/drift";
import { worldOf } from "../../../sandbox/azure/world";
import { answer, call, emptyScene, group, make, modelOf, put } from "./scene";

const account = {
  ...{ resourceGroupName: "testhub", accountName: "hubstate", location: "westeurope", kind: "StorageV2" },
  sku: { name: "Standard_LRS" },
};
const inAccount = { resourceGroupName: "testhub", accountName: "hubstate" };
const service = { ...inAccount, blobServicesName: "default" };
const container = { ...inAccount, containerName: "state" };

function ready() {
  const scene = emptyScene();
  make(scene, "group", group);
  make(scene, "group", { ...group, resourceGroupName: "other" });
  return { scene, id: make(scene, "storageAccount", account) };
}

describe("a storage account", () => {
  it("has a name that is taken for everybody", () => {
    const { scene } = ready();
    const taken = (name: string) =>
      `Status=409 Code="StorageAccountAlreadyTaken" Message="The storage account named ${name} is already taken."`;
    expect(() => make(scene, "storageAccount", { ...account, resourceGroupName: "other" })).toThrow(taken("hubstate"));
    worldOf(scene.clouds).storageNames.add("theirs");
    expect(() => make(scene, "storageAccount", { ...account, accountName: "theirs" })).toThrow(taken("theirs"));
  });

  it.each(["Hub", "hub-state", "ab", "a".repeat(25)])("cannot be called %s", (accountName) => {
    expect(modelOf("storageAccount").check?.({ ...account, accountName })).toEqual([
      "'accountName' does not match expression '^[a-z0-9]{3,24}$'",
    ]);
  });

  it.each([
    ["Standard_LRS", "Standard_GRS"],
    ["Standard_GRS", "Standard_LRS"],
    ["Standard_ZRS", "Standard_GZRS"],
    ["Standard_GZRS", "Standard_ZRS"],
  ])("of %s becomes %s: a second region comes and goes", (before, after) => {
    const { scene } = ready();
    const other = { ...account, accountName: "other", sku: { name: before } };
    const id = make(scene, "storageAccount", other);
    put(scene, "storageAccount", { ...other, sku: { name: after } });
    expect(answer(scene, "storageAccount", id)).toMatchObject({ sku: { name: after } });
  });

  it.each([
    ["Standard_LRS", "Standard_ZRS"],
    ["Standard_GZRS", "Standard_GRS"],
  ])("of %s does not become %s: zones need a conversion", (before, after) => {
    const { scene } = ready();
    const other = { ...account, accountName: "other", sku: { name: before } };
    make(scene, "storageAccount", other);
    expect(() => put(scene, "storageAccount", { ...other, sku: { name: after } })).toThrow(
      `Status=400 Code="StorageAccountTypeConversionNotAllowed" Message="Storage account type cannot be changed to ${after}."`,
    );
  });

  it("has two keys, which another one of its name has not", () => {
    const { scene, id } = ready();
    const keys = () => call(scene, "storage:listStorageAccountKeys", inAccount).keys as { value: string }[];
    const [first, second] = keys().map(({ value }) => value);
    expect(Buffer.from(String(first), "base64")).toHaveLength(64);
    expect(second).not.toBe(first);
    expect(keys()[0]?.value).toBe(first);
    modelOf("storageAccount").remove?.(scene, id);
    expect(keys).toThrow(/Code="ResourceNotFound"/);
    make(scene, "storageAccount", account);
    expect(keys()[0]?.value).not.toBe(first);
  });

  it("has in its inputs no time that Azure tells", () => {
    const { scene, id } = ready();
    const { encryption } = asInputs(modelOf("storageAccount").schema, answer(scene, "storageAccount", id));
    expect(isRecord(encryption) && encryption.services).toEqual({
      blob: { enabled: true, keyType: "Account" },
      file: { enabled: true, keyType: "Account" },
    });
  });

  it("goes with its group, and takes its containers along", () => {
    const { scene } = ready();
    make(scene, "blobContainer", container);
    modelOf("group").remove?.(scene, modelOf("group").id(group, scene));
    expect(scene.clouds.all().filter(([id]) => id.includes("/storageAccounts/"))).toEqual([]);
  });
});

describe("an account's blob service", () => {
  it("has one name", () => {
    const { scene } = ready();
    expect(() => make(scene, "blobService", { ...service, blobServicesName: "blobs" })).toThrow(
      /^Status=404 Code="HttpResourceNotFound"/,
    );
    expect(() => make(scene, "blobService", service)).not.toThrow();
  });

  it("is there before it is made, and set back where it is deleted", () => {
    const { scene } = ready();
    const kept = { enabled: true, days: 14 };
    const id = make(scene, "blobService", { ...service, deleteRetentionPolicy: kept });
    const inside = make(scene, "blobContainer", container);
    modelOf("blobService").remove?.(scene, id);
    expect(answer(scene, "blobService", id)).not.toHaveProperty("deleteRetentionPolicy");
    expect(answer(scene, "blobContainer", inside)).toMatchObject({ name: "state" });
    make(scene, "blobService", { ...service, deleteRetentionPolicy: kept });
    expect(answer(scene, "blobService", id)).toMatchObject({ deleteRetentionPolicy: kept });
  });
});

describe("a container", () => {
  it("stands in an account", () =>
    expect(() => make(ready().scene, "blobContainer", { ...container, accountName: "gone" })).toThrow(
      /^Status=404 Code="ParentResourceNotFound"/,
    ));

  it("is not opened to everybody where its account is not", () => {
    const open = { ...container, publicAccess: "Blob" };
    expect(() => make(ready().scene, "blobContainer", open)).toThrow(/^Status=409 Code="PublicAccessNotPermitted"/);
    expect(() => make(ready().scene, "blobContainer", { ...open, publicAccess: "None" })).not.toThrow();
  });
});
