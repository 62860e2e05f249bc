import { answer, emptyScene, group, make, put } from "./scene";

const vault = { vaultName: "hubvault", resourceGroupName: "testhub", location: "westeurope", properties: {} };
const key = {
  ...{ keyName: "pulumi", vaultName: "hubvault", resourceGroupName: "testhub" },
  properties: { kty: "RSA", keySize: 3072 },
};

function ready() {
  const scene = emptyScene();
  make(scene, "group", group);
  make(scene, "vault", vault);
  return scene;
}

test("a key stands in a vault", () =>
  expect(() => make(ready(), "key", { ...key, vaultName: "gone" })).toThrow(
    /^Status=404 Code="ParentResourceNotFound"/,
  ));

test("a key that is there is left as it is by a second request", () => {
  const scene = ready();
  const id = make(scene, "key", key);
  const before = answer(scene, "key", id);
  put(scene, "key", { ...key, properties: { kty: "RSA", keySize: 4096 } });
  expect(answer(scene, "key", id)).toEqual(before);
  expect(before.keyUriWithVersion).toMatch(/^https:\/\/hubvault\.vault\.azure\.net\/keys\/pulumi\/\w{32}$/);
});
