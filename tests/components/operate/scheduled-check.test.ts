import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, entry } from "../../../components/operate/bundle";
import { projectFolder } from "../../../rehearse/folders";
import { sure } from "../../../settings/refusal";
import { at } from "../../../settings/untyped";
import { deployed } from "../deployed";
import { localStack } from "../full-stacks";
import { input, type Registered } from "../recorder";
import { unpack } from "./unpacked";

const folderOfIssuer = mkdtempSync(join(tmpdir(), "issuer-"));
afterAll(() => rmSync(folderOfIssuer, { recursive: true }));
const issuer = join(folderOfIssuer, "ca.pem");
const pem = "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n";
writeFileSync(issuer, pem);

const every = { "operate.checkEvery": "2h" };
const named = (resources: readonly Registered[], type: string) =>
  resources.filter((one) => one.type.startsWith("kubernetes:") && one.type.endsWith(`:${type}`));

async function made(edits: object = every) {
  const { resources } = await deployed({}, localStack({ ...edits }));
  return resources.filter(({ name }) => name.startsWith("binderhub-check"));
}

test("without the setting, nothing is made", async () => expect(await made({})).toEqual([]));

describe("with the setting", () => {
  let resources: readonly Registered[];
  beforeAll(async () => {
    resources = await made();
  });
  const only = (type: string) => named(resources, type)[0]?.inputs;

  test("it may look, and changes nothing but its own results", () => {
    const rules = ["Role", "ClusterRole"].flatMap((type) => at(only(type), "rules") as Rule[]);
    const may = rules.flatMap(({ resources: kinds, verbs, resourceNames: names = [""] }) =>
      kinds.flatMap((kind) =>
        verbs.flatMap((verb) => names.map((name) => `${verb} ${kind}${name === "" ? "" : `/${name}`}`)),
      ),
    );
    expect(may.filter((one) => !/^(get|list) /.test(one)).sort()).toEqual([
      "create configmaps",
      "create pods/exec",
      // This hub has no address.
      "create pods/portforward",
      "patch configmaps/binder-check-results",
      "patch configmaps/binder-check-turn",
    ]);
    // Whoever may ask a kubelet may run commands in all pods of its node; whoever may list Secrets has them.
    expect(may.filter((one) => /secrets|proxy|\*/.test(one))).toEqual([]);
    expect(rules.every(({ apiGroups }) => !apiGroups.includes("*"))).toBe(true);
  });

  test("what is in no namespace has the namespace in its name, and does not go with it", () => {
    const wide = [...named(resources, "ClusterRole"), ...named(resources, "ClusterRoleBinding")];
    const namespace = at(only("CronJob"), "metadata", "namespace");
    expect(wide.map(({ inputs }) => at(inputs, "metadata", "name"))).toEqual(
      Array(2).fill(`${String(namespace)}-binder-check`),
    );
    expect(wide.map(({ deletedWith }) => deletedWith)).toEqual(["", ""]);
    const others = resources.filter((one) => one.custom && !wide.includes(one));
    expect(others.filter(({ deletedWith }) => !deletedWith.endsWith("binderhub-namespace"))).toEqual([]);
  });

  test("it trusts an institution's own issuer, if it is named", async () => {
    expect(JSON.stringify(only("CronJob"))).not.toContain("NODE_EXTRA_CA_CERTS");
    const trusting = await made({ ...every, "operate.trust": issuer });
    const pod = at(named(trusting, "CronJob")[0]?.inputs, "spec", "jobTemplate", "spec", "template", "spec");
    expect(at(pod, "containers", 0, "env")).toEqual([{ name: "NODE_EXTRA_CA_CERTS", value: "/opt/check/ca.pem" }]);
    expect(at(pod, "volumes", 0, "configMap", "items")).toContainEqual({ key: "ca.pem", path: "ca.pem" });
    expect(at(named(trusting, "ConfigMap")[0]?.inputs, "data", "ca.pem")).toBe(pem);
  });

  test("it comes after the release", () => {
    const [job] = named(resources, "CronJob");
    const program = named(resources, "ConfigMap")[0];
    expect(program?.dependencies.some((urn) => urn.endsWith("::binderhub-release"))).toBe(true);
    expect(job?.dependencies).toEqual(expect.arrayContaining([program?.urn]));
  });

  test("its pod could run where the strictest of Kubernetes' pod security standards holds", () => {
    const pod = at(only("CronJob"), "spec", "jobTemplate", "spec", "template", "spec");
    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    expect(pod).toMatchObject({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }],
    });
    expect(at(pod, "volumes")).toEqual([
      { name: "program", configMap: expect.anything() as unknown },
      { name: "facts", secret: expect.anything() as unknown },
    ]);
  });

  test("the facts with the token are a Secret, and nothing else names them", async () => {
    const withToken = await made({
      ...every,
      "operate.check": true,
      ...{ auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "x" },
    });
    const facts = JSON.parse(
      String(input(sure(named(withToken, "Secret")[0], "Secret"), "stringData", "facts.json")),
    ) as object;
    expect(facts).toMatchObject({
      stack: expect.any(String) as string,
      facts: { checkEvery: "2h", check: { name: "binder-check" } },
    });
    const token = String(at(facts, "facts", "check", "token"));
    expect(token.length).toBeGreaterThan(8);
    const others = withToken.filter((one) => !one.type.endsWith(":Secret"));
    expect(JSON.stringify(others)).not.toContain(token);
  });
});

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

describe("the program", () => {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const facts = join(folder, "facts.json");

  beforeAll(() => {
    unpack("inside.ts", folder);
    writeFileSync(
      facts,
      JSON.stringify({ facts: { namespace: "binderhub", hubUrl: "https://hub.example.org" }, stack: "prod" }),
    );
  });

  test("runs without the project beside it, and says in one line that there is no cluster", () => {
    const env = { PATH: process.env.PATH, NODE_PATH: "" };
    const ran = spawnSync("node", [join(folder, entry), facts], { cwd: folder, env, encoding: "utf8" });
    expect(ran.stdout + ran.stderr).toMatch(/^The cluster .* could not be asked to list pods: .*\n$/);
    expect(ran.status).toBe(2);
  });

  test("fits into a ConfigMap, which may have 1 MiB", () => {
    const { binaryData, data } = bundle("inside.ts");
    const size = Object.values(binaryData).reduce((sum, packed) => sum + Buffer.from(packed, "base64").length, 0);
    expect(size + Object.values(data).join("").length).toBeLessThan(2 ** 20 * 0.75);
  });

  test("is the same each time that it is made", () => {
    const print = 'process.stdout.write(JSON.stringify(require("./components/operate/bundle.ts").bundle("inside.ts")))';
    const again = execFileSync("node", ["--require=./startup/index.cjs", "-e", print], {
      ...{ cwd: projectFolder, encoding: "utf8", maxBuffer: 2 ** 24 },
    });
    expect(JSON.parse(again)).toEqual(bundle("inside.ts"));
  });
});
