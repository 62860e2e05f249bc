import * as fc from "fast-check";
import { parse } from "yaml";
import { keptOf, nothingKept } from "../../setup/stack-file";
import { ordinary, rightAnswers, withGithub } from "./right-answers";
import { type File, hasAnswers, settingsIn, sumsAreTrue, textFor } from "./written";

describe("whatever a person answers", () => {
  test("the program accepts the stack, once the secrets that its file names are set", () => {
    fc.assert(
      fc.property(rightAnswers, (answers) => {
        hasAnswers(settingsIn(textFor(answers)), answers);
      }),
      { numRuns: 150 },
    );
  });

  test("the sums in the comments are those of the settings, and there is room for all", () => {
    fc.assert(
      fc.property(rightAnswers, (answers) => {
        const text = textFor(answers);
        sumsAreTrue(text, settingsIn(text), answers);
      }),
      { numRuns: 100 },
    );
  });

  test("its file tells how to give the same answers again", () => {
    fc.assert(
      fc.property(rightAnswers, (answers) => {
        const command = / npm run setup -- (.*)/.exec(textFor(answers))?.[1] ?? "";
        const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
          ([, quoted, plain]) => plain ?? quoted?.replaceAll("'\\''", "'") ?? "",
        );
        const given = Object.fromEntries(
          words.flatMap((word, index) =>
            index % 2 === 0
              ? [[word.slice(2).replaceAll(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase()), words[index + 1]]]
              : [],
          ),
        );
        expect(given).toEqual(answers);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the comments name", () => {
  test("the Binder page and the callback URL, before anything exists", () => {
    const text = textFor(withGithub);
    expect(text).toContain(
      "# The Binder page: https://mygroup-hub.westeurope.cloudapp.azure.com/services/binder/\n  binderhub:exposure:",
    );
    expect(text).toContain(
      "# Callback URL of the OAuth app: https://mygroup-hub.westeurope.cloudapp.azure.com/hub/oauth_callback\n  binderhub:auth:",
    );
  });

  test("the two steps of a domain elsewhere", () => {
    const text = textFor({ ...ordinary, address: "domain", label: undefined, host: "hub.example.org" });
    expect(text).toMatch(
      /The Binder page: https:\/\/hub\.example\.org\/services\/binder\/\n.*makes only the address.*\n.*config rm --path binderhub:exposure\.hold\n/,
    );
  });

  test("the registry's host, also in another cloud", () => {
    expect(textFor({ ...ordinary, region: "chinanorth3", registryName: "MyGroup" })).toContain(
      "Built images are stored on mygroup.azurecr.cn. The stack makes this registry.",
    );
  });

  test("that there is no login, where there is none", () => {
    expect(textFor(ordinary)).toContain("everybody who finds the hub may use it");
    expect(textFor(withGithub)).not.toContain("everybody who finds");
  });
});

describe("a file that is there and written anew", () => {
  const encrypted = { secure: "v1:abc" };
  const old = [
    "config:",
    "  binderhub:authClientSecret:",
    "    secure: v1:abc",
    "  binderhub:namespace: old",
    "encryptionsalt: v1:salt",
  ].join("\n");

  test("keeps its encrypted secrets and what encrypts them, and nothing else", () => {
    const { config, encryptionsalt } = parse(textFor(withGithub, keptOf(old))) as File;
    expect([config["binderhub:authClientSecret"], encryptionsalt]).toEqual([encrypted, "v1:salt"]);
    expect(config).not.toHaveProperty("binderhub:namespace");
  });

  test("asks neither for the stack nor for a secret that it has", () => {
    const text = textFor(withGithub, keptOf(old));
    expect(text).not.toMatch(/stack init|config set --secret/);
  });

  test("does not keep a secret in plain text", () => {
    expect(keptOf("config: { binderhub:registryPassword: canary }").secrets).toEqual({});
  });

  test.each(["config: [", "- a list", "text"])("is not touched where Pulumi could not read it: %s", (text) => {
    expect(() => keptOf(text)).toThrow("not YAML that Pulumi can read");
  });

  test("may be empty", () => {
    expect(keptOf("")).toEqual(nothingKept);
  });
});
