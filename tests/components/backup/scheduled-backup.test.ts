import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plain } from "../../../sandbox/wire";
import { at } from "../../../settings/untyped";
import { deployed } from "../deployed";
import { azureStack, localStack } from "../full-stacks";
import { type Registered } from "../recorder";

const restic = { type: "restic", repository: "rest:https://backup.example.org/hub", every: "6h", at: "13:05" };

async function made(edits: object = { backup: restic }, stack: typeof localStack = localStack) {
  const { resources } = await deployed({}, stack({ ...edits }));
  return resources.filter(({ name }) => name.startsWith("binderhub-backup"));
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

describe("a backup", () => {
  let resources: readonly Registered[];
  beforeAll(async () => {
    resources = await made();
  });
  const only = (name: string) => resources.find((one) => one.name === `binderhub-backup-${name}`);

  test("may do in the hub's namespace exactly this", () => {
    const rules = at(only("role")?.inputs, "rules") as Rule[];
    expect(rules.every(({ apiGroups }) => apiGroups.join() === "")).toBe(true);
    const may = rules.flatMap(({ resources: kinds, verbs, resourceNames: [name] = [] }) =>
      kinds.flatMap((kind) => verbs.map((verb) => `${verb} ${kind}${name === undefined ? "" : `/${name}`}`)),
    );
    expect(may.sort()).toEqual(
      [
        ...["get pods", "list pods", "create pods", "delete pods"],
        ...["get pods/log", "list pods/log", "get events", "list events"],
        ...["get pods/exec", "create pods/exec"],
        ...["get persistentvolumeclaims", "list persistentvolumeclaims"],
        ...["get configmaps", "list configmaps", "create configmaps", "patch configmaps/binder-backup-results"],
      ].sort(),
    );
  });

  test("may do nothing outside of the namespace", () => {
    expect(
      resources.filter(({ type }) => /:(Cluster|Role)/.test(type)).map(({ type }) => type.split(":").at(-1)),
    ).toEqual(expect.not.arrayContaining(["ClusterRole", "ClusterRoleBinding"]));
    expect(at(only("binding")?.inputs, "roleRef")).toEqual({
      ...{ apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "binder-backup" },
    });
    expect(at(only("binding")?.inputs, "subjects")).toEqual([
      { kind: "ServiceAccount", name: "binder-backup", namespace: "hub" },
    ]);
  });

  test("has Secrets of different names, as a namespace has each name once", () => {
    const secrets = resources.filter(({ type }) => type === "kubernetes:core/v1:Secret");
    const names = secrets.map(({ inputs }) => at(inputs, "metadata", "name"));
    expect(names.sort()).toEqual(["binder-backup", "binder-backup-repository"]);
  });

  test("is made at these times, one at a time, and ends before the next", () => {
    const spec = at(only("job")?.inputs, "spec");
    expect(spec).toMatchObject({ schedule: "5 1,7,13,19 * * *", timeZone: "Etc/UTC", concurrencyPolicy: "Forbid" });
    expect(Number(at(spec, "jobTemplate", "spec", "activeDeadlineSeconds"))).toBeLessThan(6 * 3600);
  });

  test("goes with the namespace", () => {
    const others = resources.filter(
      ({ custom, deletedWith }) => custom && !deletedWith.endsWith("::binderhub-namespace"),
    );
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  test("is left with its password where a destroy is refused: the job, which is protected, depends on it", () => {
    const urnOf = (name: string) => only(name)?.urn ?? "";
    expect(only("binding")?.dependencies).toContain(urnOf("repository"));
    expect(only("job")?.dependencies).toContain(urnOf("binding"));
  });

  test("trusts issuers that the user names, in place of the public ones", async () => {
    const file = join(__dirname, "ca.pem");
    const trusting = await made({ backup: { ...restic, trust: file } });
    const secret = trusting.find(({ name }) => name === "binderhub-backup-repository");
    expect(at(plain(secret?.inputs), "stringData", "ca.pem")).toBe(readFileSync(file, "utf8"));
    expect(at(plain(only("repository")?.inputs), "stringData")).not.toHaveProperty(["ca.pem"]);
  });
});

test("no ConfigMap has a password or a key", async () => {
  const { resources } = await deployed({}, azureStack());
  const maps = JSON.stringify(plain(resources.filter(({ type }) => type === "kubernetes:core/v1:ConfigMap")));
  expect(maps).not.toMatch(/storage-key-canary|hex-of-backup-password/);
});

test("on AKS, the job has the account's key as a secret, and no other object has it", async () => {
  const { resources } = await deployed({}, azureStack());
  const holders = resources.filter(({ inputs }) => JSON.stringify(plain(inputs)).includes("storage-key-canary"));
  expect(holders.map(({ name }) => name)).toEqual(["binderhub-backup-repository"]);
});
