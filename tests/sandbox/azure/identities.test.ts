import { answer, emptyScene, group, make, modelOf } from "./scene";

const identity = { resourceGroupName: "testhub", resourceName: "ci", location: "westeurope" };
const credential = {
  ...{ resourceGroupName: "testhub", resourceName: "ci", federatedIdentityCredentialResourceName: "github-main" },
  ...{ issuer: "https://token.actions.githubusercontent.com", subject: "repo:me/hub:ref:refs/heads/main" },
  audiences: ["api://AzureADTokenExchange"],
};

function ready() {
  const scene = emptyScene();
  make(scene, "group", group);
  return { scene, id: make(scene, "identity", identity) };
}

describe("an identity", () => {
  it("is somebody else when it is made anew", () => {
    const { scene, id } = ready();
    const { principalId, clientId } = answer(scene, "identity", id);
    modelOf("identity").remove?.(scene, id);
    make(scene, "identity", identity);
    const now = answer(scene, "identity", id);
    expect([now.principalId === principalId, now.clientId === clientId]).toEqual([false, false]);
  });
});

describe("a federated credential", () => {
  it("is made only below an identity", () => {
    const { scene } = ready();
    expect(() => make(scene, "federatedCredential", { ...credential, resourceName: "other" })).toThrow(
      /^Status=404 Code="ParentResourceNotFound"/,
    );
  });

  it("is the only one of its identity with that issuer and subject", () => {
    const { scene } = ready();
    make(scene, "federatedCredential", credential);
    const other = { ...credential, federatedIdentityCredentialResourceName: "github-other" };
    expect(() => make(scene, "federatedCredential", other)).toThrow("Status=409");
    expect(() => make(scene, "federatedCredential", { ...other, subject: "repo:me/hub:pull_request" })).not.toThrow();
  });
});
