import { emptyScene, group, make } from "./scene";

const account = {
  ...{ resourceGroupName: "testhub", accountName: "hubstate", location: "westeurope", kind: "StorageV2" },
  sku: { name: "Standard_LRS" },
};
const inAccount = { resourceGroupName: "testhub", accountName: "hubstate" };

function ready() {
  const scene = emptyScene();
  make(scene, "group", group);
  make(scene, "group", { ...group, resourceGroupName: "other" });
  make(scene, "storageAccount", account);
  return scene;
}

test("a storage account's name is taken for everybody", () => {
  const scene = ready();
  expect(() => make(scene, "storageAccount", { ...account, resourceGroupName: "other" })).toThrow(
    'Status=409 Code="StorageAccountAlreadyTaken" Message="The storage account named hubstate is already taken."',
  );
});

test("an account's blob service has one name", () => {
  const scene = ready();
  expect(() => make(scene, "blobService", { ...inAccount, blobServicesName: "blobs" })).toThrow(
    /^Status=404 Code="HttpResourceNotFound"/,
  );
  expect(() => make(scene, "blobService", { ...inAccount, blobServicesName: "default" })).not.toThrow();
});

describe("a container", () => {
  it("stands in an account", () =>
    expect(() => make(ready(), "blobContainer", { ...inAccount, accountName: "gone", containerName: "state" })).toThrow(
      /^Status=404 Code="ParentResourceNotFound"/,
    ));

  it("is not opened to everybody where its account is not", () => {
    const open = { ...inAccount, containerName: "state", publicAccess: "Blob" };
    expect(() => make(ready(), "blobContainer", open)).toThrow(/^Status=409 Code="PublicAccessNotPermitted"/);
    expect(() => make(ready(), "blobContainer", { ...open, publicAccess: "None" })).not.toThrow();
  });
});
