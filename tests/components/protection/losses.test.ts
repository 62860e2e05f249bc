import { changeRules } from "../../../stack/standing";
import { edited, type Edits, settingsOf } from "../../stack/stack";

/** The state of a hub on AKS with two addresses, an Azure registry, and one in the cluster from before. */
const recorded = new Map(
  Object.entries({
    "binderhub-namespace": { metadata: { name: "binderhub" } },
    "binder-ip": { name: "binderhub-binder", ipAddress: "20.1.2.4" },
    "proxy-public-ip": { name: "binderhub-proxy-public" },
    "registry-acr": { name: "mygroup" },
    "registry-in-cluster-namespace": { metadata: { name: "binderhub-registry" } },
  }).map(([name, outputs]) => [name, { type: "", outputs }]),
);

const images = "with every image that was built";

test.each<readonly [thing: string, lost: string, edits: Edits]>([
  ["namespace/binderhub", "with the hub, its list of users, and users' files", { namespace: "other" }],
  ["registry/mygroup", images, {}],
  ["namespace/binderhub-registry", images, {}],
  ["address/binderhub-binder", "20.1.2.4, which Azure gives to somebody else", { exposure: { type: "clusterIP" } }],
  ["address/binderhub-proxy-public", "which Azure gives to somebody else", { exposure: { type: "singleHost" } }],
])("who would delete %s is told what is lost: %s", (thing, lost, edits) => {
  const rules = changeRules(settingsOf(edited(edits)), { recorded }).map(({ rule }) => rule);
  expect(rules).toContainEqual(expect.stringContaining(`would delete ${thing} (${lost})`));
});

test("an address that is needed as before is not among what is lost", () => {
  const rules = changeRules(settingsOf(edited({ exposure: { type: "singleHost" } })), { recorded });
  expect(rules.filter(({ rule }) => rule.includes("binderhub-binder"))).toEqual([]);
});
