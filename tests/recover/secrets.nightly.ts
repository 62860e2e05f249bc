/** @jest-environment ./tests/engine/environment.ts */
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { at } from "../../settings/untyped";
import { secretNames } from "../../stack/schema";
import { canary, filesIn, leaks } from "../engine/canaries";
import { onStage } from "../engine/stage";
import { named, resourcesIn } from "../engine/state";

const canaries = Object.fromEntries(secretNames.map((name) => [name, canary(name)]));

/** A stack whose release was made while nobody heard of it: recovering adopts it, which writes the state anew. */
const life = () =>
  onStage(
    {
      secrets: {
        ...canaries,
        extraSecretValues: JSON.stringify({ extraEnv: { CANARY: canary("extraSecretValues") } }),
        baseImageCredentials: JSON.stringify({
          auths: { "docker.io": { username: "jdoe", password: canary("baseImageCredentials") } },
        }),
      },
      set: { "auth.type": "dummy", "auth.allowAll": "true" },
      faults: [{ resource: "binderhub-release", operation: "create", mode: "lose-answer" }],
    },
    async (rehearsal, folder) => {
      const said: string[] = [];
      const dialogue = { say: (line: string) => void said.push(line), ask: () => Promise.resolve(true) };
      await rehearsal.run("up");
      const recovered = await recover(rehearsed(rehearsal), dialogue);
      const release = named(resourcesIn(await rehearsal.state()), "binderhub-release");
      const again = await rehearsal.run("up");
      return { said, recovered, release, again, files: filesIn(folder), decrypted: await rehearsal.state() };
    },
  );

describe("recover", () => {
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  test("takes the release's values into the state as secrets", () => {
    const { inputs, outputs } = seen.release;
    const values = [at(inputs, "values"), at(outputs, "values")];
    // As the engine writes a secret of any type: https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/resource/sig/sig.go
    const marks = values.map((value) => at(value, "4dabf18193072939515e22adb298388d"));
    expect(marks).toEqual(["1b47061264138c4ac30d75fd1eb44270", "1b47061264138c4ac30d75fd1eb44270"]);
  });

  test("adopts the release, which holds the secrets", () => {
    expect(seen.recovered).toBe(true);
    expect(seen.said.join("\n")).toContain("done: binderhub-release");
    expect(seen.again.succeeded).toBe(true);
    const used = ["registryPassword", "githubApiToken", "dummyPassword"];
    expect(leaks(canaries, JSON.stringify(seen.decrypted))).toEqual(expect.arrayContaining(used));
  });

  test("says none of them", () => expect(leaks(canaries, seen.said.join("\n"))).toEqual([]));

  test("writes none of them to a file that can be read", () => {
    const readable = Object.entries(seen.files).flatMap(([path, text]) =>
      leaks(canaries, text).map((name) => [name, path]),
    );
    expect(readable).toEqual([]);
  });
});
