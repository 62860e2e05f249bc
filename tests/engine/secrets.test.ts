/** @jest-environment ./tests/engine/environment.ts */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { secretNames } from "../../stack/schema";
import { canary, filesIn, leaks } from "./canaries";
import { onStage } from "./stage";
import { named, nameOf, outputOf, resourcesIn } from "./state";
import { type Seen, watched } from "./watched";

/** One in every secret setting, and another for one that is changed. Two are groups: each value in them is a secret. */
const groups: Readonly<Record<string, readonly [path: string, value: string]>> = {
  extraSecretValues: ["extraSecretValues.extraEnv.DB_PASSWORD", canary("extraSecretValues")],
  baseImageCredentials: [
    'baseImageCredentials.auths["docker.io"].auth',
    Buffer.from(`jdoe:${canary("baseImageCredentials")}`).toString("base64"),
  ],
  // Only an address is taken.
  monitoringWebhook: ["monitoringWebhook", `https://hooks.example.org/${canary("monitoringWebhook")}`],
  // Lines of variables, each of which goes its own way.
  backupCredentials: ["backupCredentials", `AWS_SECRET_ACCESS_KEY=${canary("backupCredentials")}`],
};
const all = Object.fromEntries(secretNames.map((name) => groups[name] ?? [name, canary(name)]));
// One is refused where it has no use: it comes with the edit.
const { privateRepositoriesKey = "", ...given } = all;
/** What is looked for of those that are given. */
const wantedOf = Object.fromEntries(
  Object.entries(given).map(([name, value]) => [name, value.replace(/^AWS_SECRET_ACCESS_KEY=/, "")]),
);
const changed = { githubApiToken: canary("another-githubApiToken"), privateRepositoriesKey };

/** A certificate, whose private key is one of the secrets. */
const certificate = join(mkdtempSync(join(tmpdir(), "certificate-")), "hub.crt");
writeFileSync(certificate, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
const exposure = {
  "exposure.type": "singleHost",
  "exposure.dnsLabel": "myhub",
  "exposure.https.certificate": certificate,
};
const monitoring = {
  "monitoring.type": "inCluster",
  "monitoring.alerts.chat": "slack",
  "monitoring.alerts.emails[0]": "ada@example.org",
  "monitoring.alerts.smtp.host": "smtp.example.org",
  "monitoring.alerts.smtp.from": "binder@example.org",
  "monitoring.alerts.smtp.username": "binder",
};

const backups = { "backup.type": "restic", "backup.repository": "s3:https://s3.example.org/hub-backup" };

/** Tokens and credentials that the stack made, by where they stand: read from the decrypted state. */
function madeSecrets(state: unknown): Record<string, string> {
  const resources = resourcesIn(state);
  const bytes = resources.filter(({ type }) => type === "random:index/randomBytes:RandomBytes");
  const tokens = bytes
    .map(({ urn }) => nameOf(urn))
    .flatMap((name) =>
      ["hex", "base64"].map((form) => [`${name} as ${form}`, z.string().parse(outputOf(named(resources, name), form))]),
    );
  const kubeconfig = z.string().parse(outputOf(named(resources, "cluster"), "kubeconfig"));
  const { users } = z
    .object({ users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]) })
    .parse(JSON.parse(kubeconfig));
  return { ...(Object.fromEntries(tokens) as Record<string, string>), "kubeconfig's token": users[0].user.token };
}

/** The password with which the hub pushes images. */
const pushPassword = (state: unknown) =>
  z.string().parse(outputOf(named(resourcesIn(state), "binderhub-release"), "values", "registry", "password"));

/** The key of the storage account with the backups. */
const accountKey = (state: unknown) =>
  z
    .object({ AZURE_ACCOUNT_KEY: z.string() })
    .parse(outputOf(named(resourcesIn(state), "binderhub-backup-repository"), "stringData")).AZURE_ACCOUNT_KEY;

/** Other tokens, another login, a registry and a storage account of the stack's own, another GitHub token, and private repositories. */
const edit = {
  "binderhub:tokenRotation": { value: "another" },
  "binderhub:auth.type": { value: "github" },
  "binderhub:auth.clientId": { value: "client-id" },
  "binderhub:registry.type": { value: "azure" },
  "binderhub:registry.name": { value: "hubimages" },
  "binderhub:githubApiToken": { value: changed.githubApiToken, secret: true },
  "binderhub:backup.type": { value: "azure" },
  "binderhub:backup.account": { value: "hubbackup" },
  "binderhub:auth.allowedUsers[0]": { value: "ada" },
  "binderhub:privateRepositories.type": { value: "token" },
  "binderhub:privateRepositories.repositories[0]": { value: "git.example.org/team/*" },
  "binderhub:privateRepositoriesKey": { value: changed.privateRepositoriesKey, secret: true },
};

/**
 * A stack's life as a rehearsal shows it, with an `up` that fails half-way and an edit, which together use every secret setting; and all
 * that was printed, reported and written.
 */
const life = () =>
  onStage(
    { secrets: given, set: { "auth.type": "dummy", "auth.allowAll": "true", ...exposure, ...monitoring, ...backups } },
    async (rehearsal, folder) => {
      const { seen, play } = watched(rehearsal, () => filesIn(folder));
      const preview = await play("preview");
      rehearsal.faults.add({ resource: "binderhub-release", operation: "create", mode: "echo" });
      const echo = await play("up");
      const decrypted = await rehearsal.state();
      for (const key of ["registry.username", "auth.allowAll", "backup.repository", "backupPassword"])
        await rehearsal.stack.removeConfig(`binderhub:${key}`, true);
      await rehearsal.set(edit);
      const previewOfEdit = await play("preview", "of an edit", { diff: true });
      const edited = await play("up", "after an edit", { diff: true });
      const decryptedAfterEdit = await rehearsal.state();
      const end = [...(await play("refresh")), ...(await play("destroy"))];
      return { seen, screen: [...preview, ...previewOfEdit, ...edited, ...end], echo, decrypted, decryptedAfterEdit };
    },
  );

describe("a secret", () => {
  let { seen, screen, echo, decrypted, decryptedAfterEdit } = {} as Awaited<ReturnType<typeof life>>;
  let secrets: Record<string, string>;
  beforeAll(async () => {
    ({ seen, screen, echo, decrypted, decryptedAfterEdit } = await life());
    const edited = Object.entries({
      ...madeSecrets(decryptedAfterEdit),
      ...{ password: pushPassword(decryptedAfterEdit), "account's key": accountKey(decryptedAfterEdit) },
    });
    secrets = {
      ...wantedOf,
      ...madeSecrets(decrypted),
      ...Object.fromEntries([...edited, ...Object.entries(changed)].map(([name, text]) => [`${name}, edited`, text])),
    };
  });

  /** Where secrets can be read, and which. */
  const readable = (texts: readonly (readonly [string, string])[], wanted = secrets) =>
    texts.flatMap(([where, text]) => leaks(wanted, text).map((name) => `${name}, ${where}`));

  const failed = () => seen.filter(({ outcome }) => !outcome.succeeded);
  const printed = (some: readonly Seen[]) => some.map(({ when, outcome }) => [when, outcome.output] as const);
  const reported = (some: readonly Seen[]) =>
    some.map(({ when, outcome }) => [when, JSON.stringify(outcome.events)] as const);
  const files = () => Object.entries(Object.assign({}, ...seen.map((one) => one.files)) as Seen["files"]);
  const others = () => seen.filter(({ outcome }) => outcome.succeeded);

  describe("would be found, as", () => {
    it("the search finds each one in the decrypted state", () => {
      const text = JSON.stringify([decrypted, decryptedAfterEdit]);
      expect(leaks(secrets, text)).toEqual(Object.keys(secrets));
    });

    it.each([
      ...["tokens-binder-api", "tokens-proxy", "tokens-cookie", "tokens-build"],
      ...["binderhub-private-names", "backup-password"],
    ])("%s is one of those that are searched for", (name) =>
      expect(secrets).toHaveProperty([`${name} as hex, edited`]),
    );

    it("the search finds each one in the middle of something in base64", () => {
      const wrapped = Object.values(secrets).map((secret, index) => "x".repeat(index) + secret + "y");
      const text = wrapped.map((plain) => Buffer.from(plain).toString("base64")).join("\n");
      expect(leaks(secrets, text)).toEqual(Object.keys(secrets));
    });

    it("the search finds none where there is none", () =>
      expect(leaks(secrets, JSON.stringify(canary("x")))).toEqual([]));

    it("operations went as meant: one failed, the others did not", () => {
      expect(failed().map(({ when }) => when)).toEqual(["failed up"]);
      expect(others().map(({ when }) => when)).toEqual([
        ...["preview", "up", "preview of an edit", "up after an edit", "refresh", "destroy"],
      ]);
    });

    it("operations printed and reported something", () => {
      expect([...printed(seen), ...reported(seen)].filter(([, text]) => text.length < 100)).toEqual([]);
    });

    it.each(["preview of an edit", "up after an edit"])(
      "the %s printed the difference, secrets blotted out",
      (name) => {
        const text = Object.fromEntries(printed(seen))[name];
        expect(text).toMatch(/token: \[secret\] => \[secret\]/);
        expect(text).toMatch(/password *: \[secret\]/);
      },
    );

    it("the cloud repeated all that it was given, where it failed", () => {
      expect(echo.join("\n")).toMatch(/did not\s+succeed with\s.*"DummyAuthenticator":.*"password":"\[secret\]"/s);
    });

    it("the screen showed rows, outputs and the end", () => {
      expect(screen.join("\n")).toMatch(/RandomBytes[^]*kubeconfig +\[secret\][^]*nothing is left/);
    });

    it.each([
      ["the state", /^state\/\.pulumi\/stacks\/.*dev\.json after up$/],
      ["the history", /^state\/\.pulumi\/history\/.* after up$/],
      ["the clouds", /^clouds\.json after up$/],
      ["the stack's settings", /^Pulumi\.dev\.yaml after preview$/],
    ])("the files searched hold %s", (_what, path) => {
      expect(files().some(([name]) => path.test(name))).toBe(true);
    });
  });

  describe("cannot be read", () => {
    it("in what operations print, differences in full", () => expect(readable(printed(others()))).toEqual([]));
    it("in what the engine reports", () => expect(readable(reported(others()))).toEqual([]));
    it("in what a rehearsal shows", () => expect(readable([["on the screen", screen.join("\n")]])).toEqual([]));
    it("in any file: state, history, settings, clouds", () => expect(readable(files())).toEqual([]));

    // They hold tokens in plain text, and an event log holds them.
    it("in Pulumi's debugging messages, of which there are none after those of the stack itself", () => {
      const messages = seen.flatMap(({ debug }) => debug.map(({ diagnosticEvent }) => diagnosticEvent?.message));
      expect(messages.filter((message) => message?.includes("pulumi:pulumi:Stack") !== true)).toEqual([]);
    });
  });

  describe("that stands in the settings cannot be read", () => {
    it("in an error in which a cloud repeats it", () => {
      const texts = [...printed(failed()), ...reported(failed()), ["on the screen", echo.join("\n")] as const];
      expect(readable(texts, wantedOf)).toEqual([]);
    });
  });
});
