import * as pulumi from "@pulumi/pulumi";
import {
  PrivateRepositories,
  type PrivateRepositoriesArgs,
} from "../../../components/private-repositories/private-repositories";
import { plain } from "../../../sandbox/wire";
import { input, record, settled } from "../recorder";

const made = (args: Partial<PrivateRepositoriesArgs> = {}) =>
  record(() => {
    const component = new PrivateRepositories("x", {
      type: "token",
      namespace: "hub",
      rotation: "",
      key: pulumi.secret("canary"),
      ...args,
    });
    return { values: (below: Readonly<Record<string, unknown>>) => component.values(below) };
  });
const perUser = { type: "perUser", key: undefined } as const;

/** The values, with names and keys instead of outputs. */
const valuesOf = async (args: Partial<PrivateRepositoriesArgs>, below = {}) =>
  (await settled(pulumi.output((await made(args)).result.values(below)))).value;

const from = (key: string) => ({ valueFrom: { secretKeyRef: { name: "name-of-x-secret", key } } });

test("the credential is in a Secret, beside the key for names of images, and both are secret in the state", async () => {
  const { named } = await made();
  const { stringData } = named("x-secret").inputs;
  expect(plain(stringData)).toEqual({ key: "canary", names: "hex-of-x-names" });
  expect(stringData).not.toEqual(plain(stringData));
});

test("the Secret has no fixed name, so that BinderHub restarts with a new credential", async () => {
  const { named } = await made();
  expect(input(named("x-secret"), "metadata")).toEqual({ namespace: "hub" });
});

test("BinderHub may make Secrets, and may not read, list, change or delete any", async () => {
  const { named } = await made();
  expect(named("x-role").inputs).toMatchObject({
    metadata: { namespace: "hub" },
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["create"] }],
  });
  expect(named("x-binding").inputs).toMatchObject({
    metadata: { namespace: "hub" },
    subjects: [{ kind: "ServiceAccount", name: "binderhub", namespace: "hub" }],
    roleRef: { kind: "Role", name: "binder-private-repositories" },
  });
});

describe("the values", () => {
  test("name the Secret, and hold no secret", async () => {
    expect(await valuesOf({})).toStrictEqual({
      extraEnv: { PRIVATE_REPOSITORIES_KEY: from("key"), PRIVATE_REPOSITORIES_NAME_KEY: from("names") },
      jupyterhub: { hub: { extraEnv: { PRIVATE_REPOSITORIES_NAME_KEY: from("names") } } },
    });
  });

  test("are at the end of the user's own list of variables", async () => {
    const mine = { name: "MINE", value: "1" };
    const names = { name: "PRIVATE_REPOSITORIES_NAME_KEY", ...from("names") };
    const found = await valuesOf({}, { extraEnv: [mine], jupyterhub: { hub: { extraEnv: [mine] } } });
    expect(found.extraEnv).toEqual([mine, { name: "PRIVATE_REPOSITORIES_KEY", ...from("key") }, names]);
    expect(found.jupyterhub?.hub?.extraEnv).toEqual([mine, names]);
  });

  test("of each person's right have no credential, and a key of ours for people's tokens", async () => {
    expect(await valuesOf(perUser)).toStrictEqual({
      extraEnv: { PRIVATE_REPOSITORIES_NAME_KEY: from("names") },
      jupyterhub: {
        hub: {
          extraEnv: { PRIVATE_REPOSITORIES_NAME_KEY: from("names") },
          config: { CryptKeeper: { keys: ["hex-of-x-tokens"] } },
        },
      },
    });
  });
});

test("the key for people's tokens is secret in the values", async () => {
  const { values } = (await made(perUser)).result;
  const [key] = values({}).jupyterhub?.hub?.config?.CryptKeeper?.keys ?? [];
  expect(await settled(pulumi.output(key))).toEqual({ value: "hex-of-x-tokens", secret: true });
});

test("another rotation makes other keys", async () => {
  const { named } = await made({ ...perUser, rotation: "2026-11" });
  for (const name of ["x-names", "x-tokens"])
    expect(named(name).inputs).toEqual({ length: 32, keepers: { rotation: "2026-11" } });
});
