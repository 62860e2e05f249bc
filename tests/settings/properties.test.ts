import * as fc from "fast-check";
import { derivedDnsPrefix } from "../../settings/derived";
import { parseSettings } from "../../settings/parse";
import { report } from "../../settings/problems";
import { schema } from "../../settings/schema";
import { secretNames } from "../../settings/secrets";
import { edited, rawConfig } from "./stack";

const settingKeys = [...Object.keys(schema.shape), ...secretNames].map((name) => `binderhub:${name}`);

/** Fields of the groups, real ones and some that are none, to be overwritten with anything. */
const fields = [
  ...["resourceGroup", "clusterName", "nodeCount", "vmSize", "kubernetesVersion", "coreQuota", "x"].map(
    (f) => `azure.${f}`,
  ),
  ...["type", "username", "organization", "prefix", "constructor"].map((f) => `registry.${f}`),
  ...["version", "path", "timeout", "__proto__"].map((f) => `chart.${f}`),
  ...["type", "dnsLabel", "toString"].map((f) => `exposure.${f}`),
];

const anyKey = fc.oneof(
  fc.constantFrom(...settingKeys, "azure-native:location"),
  fc.string().map((name) => `binderhub:${name}`),
  fc.string(),
);
const anyText = fc.oneof(fc.string(), fc.json());
const garbage = fc.record({
  values: fc.dictionary(anyKey, anyText, { maxKeys: 8 }),
  secretKeys: fc.array(anyKey, { maxLength: 4 }),
});
const nearlyGood = fc
  .dictionary(fc.constantFrom(...fields), fc.jsonValue(), { maxKeys: 4 })
  .map((edits) => rawConfig(edited(edits)));

describe("whatever a stack says", () => {
  test.each([
    ["garbage", garbage],
    ["a good stack with anything in it", nearlyGood],
  ])("%s gives settings or problems, never both, and never throws", (_name, configs) => {
    fc.assert(
      fc.property(configs, (raw) => {
        const { settings, problems } = parseSettings(raw);
        expect(settings === undefined).toBe(problems.length > 0);
        for (const { key, rule } of problems) {
          expect(key).toMatch(/:/);
          expect(rule).not.toBe("");
          expect(report(problems)).toContain(key);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Names by the services' own rules (see the documentation that settings/ links to), written down a second time. */
const names: readonly (readonly [name: string, field: string, rule: RegExp])[] = [
  ["resource group", "azure.resourceGroup", /^[-a-zA-Z0-9_.()]{0,50}[-a-zA-Z0-9_()]$/],
  ["node resource group", "azure.nodeResourceGroup", /^[-a-zA-Z0-9_.()]{0,79}[-a-zA-Z0-9_()]$/],
  ["cluster", "azure.clusterName", /^([a-zA-Z0-9]|[a-zA-Z0-9][-_a-zA-Z0-9]{0,40}[a-zA-Z0-9])$/],
  ["DNS prefix", "azure.dnsPrefix", /^([a-zA-Z0-9]|[a-zA-Z0-9][-a-zA-Z0-9]{0,52}[a-zA-Z0-9])$/],
  ["Kubernetes version", "azure.kubernetesVersion", /^1\.(2[89]|[3-9][0-9])$/],
  ["Docker ID", "registry.username", /^[a-z0-9]{4,30}$/],
  ["organisation", "registry.organization", /^[a-z0-9]{4,30}$/],
  ["image prefix", "registry.prefix", /^[a-z0-9]{1,9}((\.|_|__|-{1,3})[a-z0-9]{1,9}){0,3}$/],
  ["DNS label", "exposure.dnsLabel", /^[a-z][a-z0-9-]{1,57}[a-z0-9]$/],
  ["namespace", "namespace", /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/],
  ["chart version", "chart.version", /^[1-9]\.[0-9]\.[0-9](-0\.dev\.git\.[0-9]{4}\.h[0-9a-f]{8})?$/],
];

describe("every name that the service would take is taken", () => {
  test.each(names)("%s", (_name, field, rule) => {
    fc.assert(
      fc.property(fc.stringMatching(rule), (text) => {
        fc.pre(text !== "testhub");
        const exposure = { exposure: { type: "loadBalancer" } };
        expect(parseSettings(rawConfig(edited({ ...exposure, [field]: text }))).problems).toEqual([]);
      }),
    );
  });
});

test("a cluster's name always gives a DNS prefix that Azure takes", () => {
  const cluster = fc.stringMatching(/^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/);
  fc.assert(
    fc.property(cluster, (clusterName) => {
      const edits = { "azure.clusterName": clusterName, "azure.nodeResourceGroup": "nodes" };
      const { settings } = parseSettings(rawConfig(edited(edits)));
      expect(settings && derivedDnsPrefix(settings)).toMatch(/^[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?$/);
    }),
  );
});

describe("the quota", () => {
  const size = fc.constantFrom([2, "Standard_D2s_v3"] as const, [4, "Standard_D4s_v3"] as const);

  test("refuses a cluster exactly where nodes × cores exceed it", () => {
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 99 }),
        ([cores, vmSize], nodes, quota) => {
          const edits = { "azure.vmSize": vmSize, "azure.nodeCount": nodes, "azure.coreQuota": quota };
          const { problems } = parseSettings(rawConfig(edited(edits)));
          expect(problems.length).toBe(cores * nodes > quota ? 1 : 0);
        },
      ),
    );
  });
});
