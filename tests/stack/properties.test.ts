import * as fc from "fast-check";
import { derivedDnsPrefix } from "../../components/cluster/derived";
import { report } from "../../settings/problems";
import { schema, secretNames } from "../../stack/schema";
import { mended } from "./mending";
import { azurePlace, check, checkRaw, edited, existingStack, goodStack, rawConfig } from "./stack";

const groups = Object.keys(schema.shape);
const settingKeys = [...groups, ...secretNames].map((name) => `binderhub:${name}`);

/** Fields of the groups, real ones and names that every object has. */
const fields = [
  ...["resourceGroup", "clusterName", "nodeCount", "vmSize", "kubernetesVersion", "coreQuota"].map((f) => `azure.${f}`),
  ...["type", "username", "organization", "prefix", "name", "url", "constructor"].map((f) => `registry.${f}`),
  ...["version", "path", "timeout", "__proto__"].map((f) => `chart.${f}`),
  ...["type", "dnsLabel", "zone", "zone.name", "https", "hold", "externalNames", "toString"].map(
    (f) => `exposure.${f}`,
  ),
  ...["type", "clientId", "allowedUsers", "allowAll", "scopes", "tenantId"].map((f) => `auth.${f}`),
  ...["logo", "about", "pages", "pages.tag", "pages.commit"].map((f) => `branding.${f}`),
  ...["size", "mountPath"].map((f) => `storage.${f}`),
  ...["hub", "config", "config.BinderHub", "__proto__", "constructor"].map((f) => `extraValues.${f}`),
  ...["userMemory", "userCpu", "userCpuGuarantee", "bannedRepos", "highQuota"].map((f) => `limits.${f}`),
  ...["scheduling.placeholders", "scheduling.prePull", "tags.owner", "azure.apiServerRanges"],
  ...["kubeconfig", "context", "host"].map((f) => `existing.${f}`),
  ...groups,
];

/** Any text at all, and what tends to be special. */
const anyString = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "\ud800",
    "\u2028",
    "ß",
    "__proto__",
    "none",
    "azure",
    "1e999",
    "-1",
    "a".repeat(5000),
  ),
);
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  anyString,
  fc.jsonValue(),
  fc.constantFrom(1e21, 2 ** 53, -0, 1.5, true, false, null, [], {}, [[]], [{}], ["a", null]),
  fc.constantFrom(...["none", "github", "dummy", "singleHost", "nodePort", "inCluster"].map((type) => ({ type }))),
);
const anyKey = fc.oneof(
  fc.constantFrom(...settingKeys, "azure-native:location"),
  anyString.map((name) => `binderhub:${name}`),
  anyString,
);
const garbage = fc.record({
  values: fc.dictionary(anyKey, fc.oneof(anyString, fc.json()), { maxKeys: 8 }),
  secretKeys: fc.array(anyKey, { maxLength: 4 }),
});
const edits = fc.dictionary(fc.constantFrom(...fields), anyValue, { maxKeys: 4 });
const nearlyGood = fc
  .tuple(edits, fc.constantFrom(goodStack, existingStack))
  .map(([edit, base]) => rawConfig(edited(edit, base)));

describe("whatever a stack says", () => {
  test.each([
    ["garbage", garbage],
    ["a good stack with anything in it", nearlyGood],
  ])("%s gives settings or problems, never both, and never throws", (_name, configs) => {
    fc.assert(
      fc.property(configs, (raw) => {
        const { settings, problems } = checkRaw(raw);
        expect(settings === undefined).toBe(problems.length > 0);
        for (const { key, rule, mend } of problems) {
          expect(key).toMatch(/^(binderhub|azure-native):/);
          expect(rule).not.toMatch(/^$|Invalid|expected|received|undefined|NaN/);
          expect(mend ?? "pulumi config ").toMatch(/^pulumi config /);
          expect(report(problems)).toContain(key);
        }
      }),
      { numRuns: 120 },
    );
  });

  test("no problem is told twice", () => {
    fc.assert(
      fc.property(nearlyGood, (raw) => {
        const told = checkRaw(raw).problems.map(({ key, rule }) => `${key} ${rule}`);
        expect(new Set(told).size).toBe(told.length);
      }),
      { numRuns: 60 },
    );
  });

  test("any kubeconfig is read without throwing, and nothing of it but names of contexts is shown", () => {
    const token = "t0ken-canary";
    const texts = fc.oneof(
      anyString,
      fc.json(),
      fc.jsonValue().map((contexts) => JSON.stringify({ contexts, users: [{ token }] })),
      fc.constantFrom(`users: [{token: ${token}`, token, `token: ${token}\ncontexts: [{name: a}]`),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom("kind-binder", undefined), (text, context) => {
        const stack = edited({ "existing.context": context }, existingStack);
        const { problems } = check(stack, [], { "/.kube/config": Buffer.from(text) });
        expect(report(problems)).not.toContain(token);
      }),
    );
  });
});

describe("secrets", () => {
  // Letters that stand in no rule, no key and no other value.
  const canary = fc.stringMatching(/^ZQ[JXKV]{12}$/);
  const encryptedKeys = settingKeys.concat(
    ...["registryPasword", "namspace", "regstry", "nonsense"].map((name) => `binderhub:${name}`),
  );

  test("never appear in a report, in plain text or encrypted, whatever else is wrong", () => {
    fc.assert(
      fc.property(canary, edits, fc.subarray(secretNames.map(String)), fc.boolean(), (secret, edit, set, encrypted) => {
        const secrets = Object.fromEntries(set.map((name) => [name, secret]));
        const keys = encrypted ? set.map((name) => `binderhub:${name}`) : [];
        const { problems } = check(edited({ ...edit, ...secrets }), keys);
        expect(report(problems)).not.toContain(secret);
      }),
      { numRuns: 80 },
    );
  });

  test("never appear where any other key is encrypted", () => {
    fc.assert(
      fc.property(canary, fc.constantFrom(...encryptedKeys), fc.boolean(), (secret, key, inside) => {
        const stack = { ...goodStack, [key]: inside ? { type: secret, prefix: secret, [secret]: 1 } : secret };
        expect(report(check(stack, ["binderhub:registryPassword", key]).problems)).not.toContain(secret);
      }),
    );
  });

  test("never appear where the location is encrypted", () => {
    const location = "azure-native:location";
    const stack = { ...goodStack, [location]: "ZQ Canary" };
    expect(report(check(stack, ["binderhub:registryPassword", location]).problems)).not.toContain("ZQ Canary");
  });
});

describe("a misspelt or misplaced key", () => {
  const name = fc.stringMatching(/^[a-zA-Z]{3,12}$/);
  const group = fc.constantFrom("azure", "registry", "chart", "branding", "existing");

  test("is gone after its mend", () => {
    fc.assert(
      fc.property(group, name, fc.constantFrom<unknown>("x", 2, true, ["x"], { x: 1 }), (parent, field, value) => {
        const stack = edited({ [`${parent}.${field}`]: value });
        for (const { key, mend } of check(stack).problems.filter(({ rule }) => rule.startsWith("is not a setting"))) {
          const file = mended(mend ?? "", { stack, secretKeys: ["binderhub:registryPassword"] });
          const left = check(file.stack, file.secretKeys).problems;
          expect(left.map((problem) => problem.key)).not.toContain(key);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("a cluster's name always gives a DNS prefix that Azure takes", () => {
  const cluster = fc.stringMatching(/^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/);
  fc.assert(
    fc.property(cluster, (clusterName) => {
      const { settings } = check(edited({ "azure.clusterName": clusterName, "azure.nodeResourceGroup": "nodes" }));
      expect(settings && derivedDnsPrefix(azurePlace(settings))).toMatch(
        /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?$/,
      );
    }),
  );
});

test("the quota refuses a cluster exactly where the cores of its nodes and of one for upgrades exceed it", () => {
  const size = fc.constantFrom([2, "Standard_D2s_v5"] as const, [4, "Standard_D4s_v5"] as const);
  const count = fc.integer({ min: 1, max: 40 });
  const quotas = fc.integer({ min: 2, max: 99 });
  fc.assert(
    fc.property(size, count, quotas, ([cores, vmSize], nodes, quota) => {
      const cluster = { "azure.vmSize": vmSize, "azure.nodeCount": nodes, "azure.coreQuota": quota };
      expect(check(edited(cluster)).problems.length).toBe(cores * (nodes + 1) > quota ? 1 : 0);
    }),
  );
});
