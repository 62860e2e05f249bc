import * as fc from "fast-check";
import { aboutIn, type Claim, claimsToCopy, nodesOf, tagOf } from "../../../operate/hub/backup/claims";
import { claimAgain } from "../../../operate/hub/backup/restore";
import { type ClaimObject, type PodObject } from "../../../operate/hub/objects";
import { claimOf, databaseClaim, folderClaim, volumeOf } from "./fake-cluster";

const namesOf = (claims: readonly ClaimObject[]) => claimsToCopy(claims).map(({ name }) => name);

test("people's volumes, the folders that the stack makes and the database are copied", () => {
  const copied = claimsToCopy([claimOf("ada"), folderClaim, databaseClaim]);
  const known = copied.map(({ name, kind, user }) => ({ name, kind, user }));
  expect(known).toHaveLength(3);
  expect(known).toEqual(
    expect.arrayContaining([
      { name: "claim-ada", kind: "person", user: "ada" },
      { name: "folder-course", kind: "folder", user: undefined },
      { name: "hub-db-dir", kind: "database", user: undefined },
    ]),
  );
});

test.each<[string, ClaimObject]>([
  ["Prometheus's", claimOf("", { name: "prometheus-server", labels: { component: "server" }, annotations: {} })],
  ["a folder that the stack does not make", claimOf("", { name: "folder-other", labels: {}, annotations: {} })],
  ["the check's own", claimOf("binder-check")],
  ["a person's of `load`", claimOf("load--7")],
  ["one that nobody owns", claimOf("ada", { annotations: {} })],
  ["one that is being deleted", claimOf("ada", { deletionTimestamp: new Date("2026-11-28") })],
  ["one that waits for a volume", { ...claimOf("ada"), status: { phase: "Pending" } }],
  ["one that lost its volume", { ...claimOf("ada"), status: { phase: "Lost" } }],
  [
    "the database's that is being deleted",
    { ...databaseClaim, metadata: { ...databaseClaim.metadata, deletionTimestamp: new Date() } },
  ],
])("a claim is not copied: %s", (_what, claim) => {
  expect(namesOf([claim])).toEqual([]);
});

test.each(["loader", "load-7", "binder-checker"])("a person with the name %s is copied", (user) => {
  expect(namesOf([claimOf(user)])).toEqual([`claim-${user}`]);
});

describe("a claim that is made again", () => {
  const claim = claimOf("ada", {
    labels: { component: "singleuser-storage", "hub.jupyter.org/username": "ada" },
    annotations: {
      "hub.jupyter.org/username": "ada",
      "example.org/cost": "7",
      "pv.kubernetes.io/bind-completed": "yes",
      "volume.kubernetes.io/selected-node": "node-1",
      "volume.beta.kubernetes.io/storage-provisioner": "disk.csi.azure.com",
      "kubectl.kubernetes.io/last-applied-configuration": "{}",
      "k8s.io/x": "1",
    },
  });
  const [copied] = claimsToCopy([claim]) as [Claim];
  const about = aboutIn(["other", tagOf(copied.about)]) ?? copied.about;
  const again = (storage: Parameters<typeof claimAgain>[1]) => claimAgain({ claim: "claim-ada", about }, storage);

  test("has its name, labels and annotations, without those of Kubernetes", () => {
    expect(again(undefined).metadata).toEqual({
      name: "claim-ada",
      labels: { component: "singleuser-storage", "hub.jupyter.org/username": "ada" },
      annotations: { "hub.jupyter.org/username": "ada", "example.org/cost": "7" },
    });
  });

  test("has its access modes and size, and the storage class of now", () => {
    expect(again({ mountPath: "/home", size: "1Gi", storageClass: "new" }).spec).toEqual({
      ...{ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, storageClassName: "new" },
    });
  });

  test("has the cluster's own class where the hub names none", () => {
    expect(again({ mountPath: "/home", size: "1Gi" }).spec).not.toHaveProperty("storageClassName");
  });
});

describe("the node of a claim", () => {
  const user = (phase: string, nodeName?: string): PodObject => ({
    ...{ metadata: { name: "jupyter-ada" }, status: { phase } },
    spec: {
      containers: [],
      volumes: [{ name: "tmp", emptyDir: {} }, volumeOf("claim-ada")],
      ...(nodeName && { nodeName }),
    },
  });

  test.each(["Running", "Pending"])("is that of a pod which is %s", (phase) => {
    expect([...nodesOf([user(phase, "node-7")])]).toEqual([["claim-ada", "node-7"]]);
  });

  test.each([
    ["ended", user("Succeeded", "node-7")],
    ["failed", user("Failed", "node-7")],
    ["has no node yet", user("Pending")],
  ])("is any where its pod %s", (_what, pod) => {
    expect(nodesOf([pod]).size).toBe(0);
  });
});

describe("a tag", () => {
  const text = fc.string({ unit: "binary" });
  // JSON and zod treat this key as another one. No label begins with an underscore.
  const key = text.filter((one) => one !== "__proto__");
  const texts = fc.dictionary(key, text, { noNullPrototype: true });
  const abouts = fc.record(
    { labels: texts, annotations: texts, accessModes: fc.array(text), size: text },
    { noNullPrototype: true },
  );

  test("says what was written, and has no comma, which would end it", () => {
    fc.assert(
      fc.property(abouts, (about) => {
        const tag = tagOf(about);
        expect(tag).not.toContain(",");
        expect(aboutIn(["foreign", tag])).toEqual(about);
      }),
    );
  });

  test.each([
    [[]],
    [["foreign"]],
    [["about:"]],
    [["about:%%%"]],
    [[`about:${Buffer.from("{}").toString("base64url")}`]],
    [[`about:${Buffer.from("null").toString("base64url")}`]],
    [[`about:${Buffer.from('{"labels":{"a":1},"annotations":{},"accessModes":[],"size":"1"}').toString("base64url")}`]],
  ])("of somebody else says nothing: %j", (tags) => {
    expect(aboutIn(tags)).toBeUndefined();
  });

  test("of any text says nothing", () => {
    fc.assert(fc.property(text, (one) => expect(aboutIn([`about:${one}`])).toBeUndefined()));
  });
});
