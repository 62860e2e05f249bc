/** @jest-environment ./tests/engine/environment.ts */
import * as z from "zod";
import { type Outcome, type Verb } from "../../sandbox/rehearsal";
import { secretNames } from "../../settings/secrets";
import { canary, filesIn, leaks } from "./canaries";
import { onStage } from "./stage";
import { named, outputOf, resourcesIn } from "./state";

const canaries = Object.fromEntries(secretNames.map((name) => [name, canary(name)]));

/** Tokens that the stack made, by where they stand: read from the decrypted state. */
function madeSecrets(state: unknown): Record<string, string> {
  const resources = resourcesIn(state);
  const tokens = ["tokens-binder-api", "tokens-proxy", "tokens-cookie", "tokens-build"].flatMap((name) =>
    ["hex", "base64"].map((form) => [`${name} as ${form}`, z.string().parse(outputOf(named(resources, name), form))]),
  );
  const kubeconfig = z.string().parse(outputOf(named(resources, "cluster"), "kubeconfig"));
  const { users } = z
    .object({ users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]) })
    .parse(JSON.parse(kubeconfig));
  return { ...(Object.fromEntries(tokens) as Record<string, string>), "kubeconfig's token": users[0].user.token };
}

/** A stack's life, with an `up` that fails half-way and an edit, which together use every secret setting; everything that it printed, reported and wrote. */
const life = () =>
  onStage(
    {
      secrets: canaries,
      set: { "auth.type": "dummy", "auth.allowAll": "true" },
      faults: [{ resource: "binderhub-release", operation: "create" }],
    },
    async (rehearsal, folder) => {
      const outcomes: [string, Outcome][] = [];
      const files: Record<string, string> = {};
      const run = async (when: string, verb: Verb) => {
        outcomes.push([when, await rehearsal.run(verb)]);
        for (const [path, text] of Object.entries(filesIn(folder))) files[`${path} after ${when}`] = text;
      };
      await run("preview", "preview");
      await run("failed up", "up");
      await run("up", "up");
      const decrypted = await rehearsal.state();
      await rehearsal.set({
        "binderhub:tokenRotation": { value: "another" },
        "binderhub:auth.type": { value: "github" },
        "binderhub:auth.clientId": { value: "client-id" },
      });
      await run("preview of an edit", "preview");
      await run("up after an edit", "up");
      const decryptedAfterEdit = await rehearsal.state();
      await run("refresh", "refresh");
      await run("destroy", "destroy");
      return { outcomes, files, decrypted, decryptedAfterEdit };
    },
  );

describe("a secret", () => {
  let seen: Awaited<ReturnType<typeof life>>;
  let secrets: Record<string, string>;
  beforeAll(async () => {
    seen = await life();
    const edited = Object.entries(madeSecrets(seen.decryptedAfterEdit));
    secrets = {
      ...canaries,
      ...madeSecrets(seen.decrypted),
      ...Object.fromEntries(edited.map(([name, secret]) => [`${name} after the edit`, secret])),
    };
  });

  /** Where secrets can be read, and which. */
  const readable = (texts: readonly (readonly [string, string])[]) =>
    texts.flatMap(([where, text]) => leaks(secrets, text).map((name) => `${name}, ${where}`));

  const printed = () => seen.outcomes.map(([when, { output }]) => [when, output] as const);
  const reported = () => seen.outcomes.map(([when, { events }]) => [when, JSON.stringify(events)] as const);

  describe("would be found, as", () => {
    it("the search finds each one in the decrypted state", () => {
      const text = JSON.stringify([seen.decrypted, seen.decryptedAfterEdit]);
      expect(leaks(secrets, text)).toEqual(Object.keys(secrets));
    });

    it("the search finds each one in the middle of something in base64", () => {
      const wrapped = Object.values(secrets).map((secret, index) => "x".repeat(index) + secret + "y");
      const text = wrapped.map((plain) => Buffer.from(plain).toString("base64")).join("\n");
      expect(leaks(secrets, text)).toEqual(Object.keys(secrets));
    });

    it("the search finds none where there is none", () =>
      expect(leaks(secrets, JSON.stringify(canary("x")))).toEqual([]));

    it("operations went as meant: one failed, the others did not", () => {
      const failed = seen.outcomes.filter(([, { succeeded }]) => !succeeded);
      expect(failed.map(([when]) => when)).toEqual(["failed up"]);
    });

    it("operations printed and reported something", () => {
      expect([...printed(), ...reported()].filter(([, text]) => text.length < 100)).toEqual([]);
    });

    it.each([
      ["the state", /^state\/\.pulumi\/stacks\/.*dev\.json after up$/],
      ["the history", /^state\/\.pulumi\/history\/.* after up$/],
      ["the clouds", /^clouds\.json after up$/],
      ["the stack's settings", /^Pulumi\.dev\.yaml after up$/],
    ])("the files searched hold %s", (_what, path) => {
      expect(Object.keys(seen.files).some((name) => path.test(name))).toBe(true);
    });
  });

  describe("cannot be read", () => {
    it("in what operations print", () => expect(readable(printed())).toEqual([]));
    it("in what the engine reports", () => expect(readable(reported())).toEqual([]));
    it("in any file: state, history, settings, clouds", () => {
      expect(readable(Object.entries(seen.files))).toEqual([]);
    });
  });
});
