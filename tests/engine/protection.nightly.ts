/** @jest-environment ./tests/engine/environment.ts */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { pulumi } from "../../operate/engine";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { at } from "../../settings/untyped";
import { committed } from "./committed";
import { errors, isEmpty, steps } from "./events";
import { onStage } from "./stage";
import { resourcesIn } from "./state";

// With all that is not protected in it.
const prod = {
  stack: "prod",
  config: committed("prod", { "registry.pull": "role" }),
  secrets: { githubApiToken: "a-token" },
};
const withoutUsers = committed("prod", { "registry.pull": "role", "azure.pools.users": undefined });

async function whatIs(rehearsal: Rehearsal) {
  // Default providers are the engine's own: it makes them anew whenever it needs one.
  const urns = resourcesIn(await rehearsal.state()).flatMap(({ urn, type }) =>
    type.startsWith("pulumi:providers:") && urn.includes("::default") ? [] : [urn],
  );
  return { urns: urns.sort(), things: rehearsal.clouds.all() };
}

const urnOf = async (rehearsal: Rehearsal, name: string) => {
  const found = resourcesIn(await rehearsal.state()).find(({ urn }) => urn.endsWith(`::${name}`));
  if (found === undefined) throw new Error(`no ${name}`);
  return found.urn;
};

/** The ways in which a stack is asked to delete something; each gives what it says. */
const ways: Readonly<Record<string, (rehearsal: Rehearsal) => Promise<string>>> = {
  "destroy, without a preview": async (rehearsal) => (await rehearsal.run("destroy")).output,
  "a preview of destroy": (rehearsal) => failing(rehearsal, ["destroy", "--preview-only"]),
  "destroy of the release, with what depends on it": async (rehearsal) =>
    failing(rehearsal, [
      ...["destroy", "--yes", "--skip-preview", "--target-dependents"],
      ...["--target", await urnOf(rehearsal, "binderhub-release")],
    ]),
  "destroy of the cluster, with all that depends on it": async (rehearsal) =>
    failing(rehearsal, [
      ...["destroy", "--yes", "--skip-preview", "--target-dependents"],
      ...["--target", await urnOf(rehearsal, "cluster-aks")],
    ]),
};

/** What the engine says where it fails; nothing where it does not. */
async function failing({ stack, engine }: Rehearsal, args: readonly string[]): Promise<string> {
  const { workDir, envVars, pulumiHome = "" } = stack.workspace;
  const env = { ...process.env, ...envVars, PULUMI_HOME: pulumiHome };
  const all = [...args, "--stack", stack.name, "--non-interactive", "--color", "never"];
  return promisify(execFile)(engine.command, all, { cwd: workDir, env }).then(
    () => "",
    (error: unknown) => ["stdout", "stderr"].map((stream) => String(at(error, stream))).join(""),
  );
}

describe("a protected stack", () => {
  let folder: string;
  let end: () => void;
  let played: Promise<unknown>;
  beforeAll(
    () =>
      new Promise<void>((resolve, reject) => {
        played = onStage(prod, async (rehearsal, place) => {
          const { succeeded, output } = await rehearsal.run("up");
          if (!succeeded) throw new Error(output);
          folder = place;
          await new Promise<void>((done) => {
            end = done;
            resolve();
          });
        });
        played.catch(reject);
      }),
  );
  afterAll(async () => {
    end();
    await played;
  });

  test.each(Object.entries(ways))("refuses %s whole, and is as it was", async (_what, way) => {
    const seen = await onStage({ ...prod, from: folder }, async (rehearsal) => {
      const before = await whatIs(rehearsal);
      const said = await way(rehearsal);
      return { said, before, after: await whatIs(rehearsal), up: await rehearsal.run("up") };
    });
    // The engine stops at the first refusal. What it was still asking a provider then fails, and may be all that it says.
    expect(seen.said).toMatch(/protect|the client connection is closing/);
    expect(seen.after).toEqual(seen.before);
    expect(isEmpty(seen.up)).toBe(true);
  });

  test("refuses to lose what the settings no longer have, and is as it was when they have it again", async () => {
    const kept = await onStage({ ...prod, from: folder, config: withoutUsers }, async (rehearsal, place) => {
      const before = await whatIs(rehearsal);
      const [preview, up] = [await rehearsal.run("preview"), await rehearsal.run("up")];
      const again = await onStage({ ...prod, from: place }, (one) => one.run("up"));
      return { before, preview, up, after: await whatIs(rehearsal), again };
    });
    expect(kept.preview.succeeded).toBe(false);
    expect(kept.up.output).toContain("protect");
    expect(kept.after).toEqual(kept.before);
    expect(isEmpty(kept.again)).toBe(true);
  });

  test.each([
    ["rotates its tokens", { set: { tokenRotation: "2026-11" } }, "tokens-proxy"],
    ["takes another GitHub token", { secrets: { githubApiToken: "another-token" } }, "binderhub-github-token"],
  ])("%s all the same", async (_what, change, replaced) => {
    const { up, second } = await onStage({ ...prod, from: folder, ...change }, async (rehearsal) => ({
      up: await rehearsal.run("up"),
      second: await rehearsal.run("up"),
    }));
    expect(errors(up)).toEqual([]);
    expect(steps(up)[replaced]).toContain("replace");
    expect(isEmpty(second)).toBe(true);
  });

  test("is destroyed after its protection is taken away", async () => {
    const seen = await onStage({ ...prod, from: folder, set: { protect: "false" } }, async (rehearsal) => {
      const up = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      return { up: up.succeeded, destroy: destroy.succeeded, left: rehearsal.clouds.all() };
    });
    expect(seen).toEqual({ up: true, destroy: true, left: [] });
  });

  test("gets a new cluster by the steps that the refusal names", async () => {
    const moved = {
      ...prod,
      config: committed("prod", { "registry.pull": "role", "azure.clusterName": "another" }),
    };
    const seen = await onStage({ ...moved, from: folder }, async (rehearsal) => {
      const refused = await rehearsal.run("up");
      await pulumi(rehearsal.stack, rehearsal.engine.command, ["state", "unprotect", "--all", "--yes"]);
      const destroy = await rehearsal.run("destroy");
      const left = rehearsal.clouds.all();
      const up = await rehearsal.run("up");
      return {
        refused,
        destroy: destroy.succeeded,
        left,
        up: up.succeeded,
        second: isEmpty(await rehearsal.run("up")),
      };
    });
    expect(errors(seen.refused).join()).toContain("'pulumi state unprotect --all', 'pulumi destroy', then 'pulumi up'");
    expect({ ...seen, refused: undefined }).toEqual({ destroy: true, left: [], up: true, second: true });
  });
});
