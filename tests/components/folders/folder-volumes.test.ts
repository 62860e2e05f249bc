import { FolderVolumes } from "../../../components/folders/folder-volumes";
import { changeRules } from "../../../stack/standing";
import { edited, type Edits, existingStack, settingsOf } from "../../stack/stack";
import { record } from "../recorder";

const share = { type: "azureFiles", account: "mydata", resourceGroup: "data-rg", share: "sets" };
const secret = { name: "mydata-key", namespace: "kube-system" };

/** What is made for one folder called `data`. */
const made = (folder: object, platform: "azure" | "existing" = "azure") =>
  record(() => {
    const { folders } = settingsOf(edited({ folders: { data: folder } }));
    new FolderVolumes("x", { folders, namespace: "hub", platform });
    return {};
  });

const waitsForNobody = { annotations: { "pulumi.com/skipAwait": "true" } };

test("a claim that is there is not made", async () => {
  const { resources } = await made({ type: "claim", claim: "data-sets" });
  expect(resources.filter(({ custom }) => custom)).toEqual([]);
});

describe("a new folder", () => {
  test("is a claim for many nodes, and in Azure of file shares", async () => {
    const { named } = await made({ type: "new", size: "50Gi" });
    expect(named("x-data-claim").inputs).toEqual({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      // A backup finds it by its label.
      metadata: {
        ...{ name: "folder-data", namespace: "hub", ...waitsForNobody },
        labels: { app: "binderhub", component: "shared-folder" },
      },
      spec: {
        accessModes: ["ReadWriteMany"],
        resources: { requests: { storage: "50Gi" } },
        storageClassName: "azurefile-csi",
      },
    });
  });

  test("is of the cluster's own class elsewhere, or of the one that is set", async () => {
    const classOf = async (...args: Parameters<typeof made>) =>
      (await made(...args)).named("x-data-claim").inputs.spec as { storageClassName?: string };
    expect((await classOf({ type: "new" }, "existing")).storageClassName).toBeUndefined();
    expect((await classOf({ type: "new", storageClass: "nfs" }, "existing")).storageClassName).toBe("nfs");
  });
});

describe("a file share", () => {
  test("is a volume that keeps the files, read with the identity of the node", async () => {
    const { named } = await made(share);
    const { metadata, spec } = named("x-data-volume").inputs as { metadata: { name: string }; spec: object };
    expect(metadata).toEqual({ name: expect.stringMatching(/^hub-data-[0-9a-f]{8}$/) as unknown, ...waitsForNobody });
    expect(spec).toEqual({
      accessModes: ["ReadWriteMany"],
      capacity: { storage: "1Gi" },
      persistentVolumeReclaimPolicy: "Retain",
      // Nobody else's claim can take it.
      claimRef: {
        ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", namespace: "hub" },
        name: metadata.name.replace("hub-", "share-"),
      },
      storageClassName: "",
      csi: {
        driver: "file.csi.azure.com",
        volumeHandle: metadata.name,
        volumeAttributes: { resourceGroup: "data-rg", storageAccount: "mydata", shareName: "sets" },
      },
    });
  });

  test("is read with a key, if a Secret has it: the program never sees it", async () => {
    const { named } = await made({ ...share, secret });
    expect(named("x-data-volume").inputs).toMatchObject({ spec: { csi: { nodeStageSecretRef: secret } } });
  });

  test("has a claim that takes this volume and no other", async () => {
    const { named } = await made(share);
    const { metadata } = named("x-data-volume").inputs as { metadata: { name: string } };
    expect(named("x-data-share").inputs).toMatchObject({
      metadata: { name: metadata.name.replace("hub-", "share-"), namespace: "hub", ...waitsForNobody },
      spec: { volumeName: metadata.name, storageClassName: "" },
    });
  });
});

describe("a change of what is there", () => {
  const recorded = new Map(
    Object.entries({
      "binderhub-namespace": { metadata: { name: "binderhub" } },
      "binderhub-folders-data-claim": {
        metadata: { name: "folder-data", namespace: "binderhub" },
        spec: { storageClassName: "azurefile-csi", resources: { requests: { storage: "100Gi" } } },
      },
    }).map(([name, outputs]) => [name, { type: "", outputs }]),
  );
  const told = (edits: Edits, base?: Parameters<typeof edited>[1]) =>
    changeRules(settingsOf(edited(edits, base)), { recorded }).map(({ key, rule }) => `${key} ${rule}`);
  const data = (keys: object) => ({ folders: { data: { type: "new", size: "100Gi", ...keys } } });

  test("that leaves a folder as it is, or lets it grow, is none", () => {
    expect([...told(data({})), ...told(data({ size: "1Ti" }))]).toEqual([]);
  });

  test.each<[string, Edits]>([
    ["is taken away", {}],
    ["gets another name", { folders: { sets: { type: "new" } } }],
    ["becomes a claim", { folders: { data: { type: "claim", claim: "data-sets" } } }],
    ["becomes a share", { folders: { data: share } }],
  ])("deletes a folder that %s, once its name is allowed", (_what, edits) => {
    expect(told(edits)).toEqual([
      expect.stringContaining("would delete volume/folder-data (with all files in the shared folder)"),
    ]);
    expect(told({ ...edits, mayDelete: ["volume/folder-data"] })).toEqual([]);
  });

  test("cannot shrink a folder", () => {
    expect(told(data({ size: "512Mi" }))).toEqual([
      expect.stringMatching(/^binderhub:folders\.data\.size would shrink the folder from 100Gi/),
    ]);
  });

  test("cannot give a folder another class", () => {
    expect(told(data({ storageClass: "azurefile-csi-premium" }))).toEqual([
      expect.stringMatching(/^binderhub:folders\.data\.storageClass is azurefile-csi for the volume that there is/),
    ]);
  });

  test("of the class is none where the cluster chooses", () => {
    expect(told(data({}), existingStack).filter((one) => one.includes("folders"))).toEqual([]);
  });
});
