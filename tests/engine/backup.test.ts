/** @jest-environment ./tests/engine/environment.ts */
import { personTagged } from "../../sandbox/azure/acts";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { errors, isEmpty, things } from "./events";
import { onStage } from "./stage";
import { named, nameOf, outputOf, resourcesIn } from "./state";

const account = "myhubbackup";
const set = { "backup.type": "azure", "backup.account": account };

/** A part of the names, without what comes before it. */
const own = (name: string) => /^(?:binderhub-)?backup-(.+)$/.exec(name)?.slice(1) ?? [];

const said = ({ succeeded, output }: Awaited<ReturnType<Rehearsal["run"]>>) => (succeeded ? "" : output);
const change = (rehearsal: Rehearsal, key: string, value: string) =>
  rehearsal.stack.setConfig(`binderhub:${key}`, { value }, true);

/** The password that the program made. */
async function password(rehearsal: Rehearsal): Promise<unknown> {
  return outputOf(named(resourcesIn(await rehearsal.state()), "backup-password"), "hex");
}

describe("backups in a storage account that the stack makes", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const up = await rehearsal.run("up");
      const names = resourcesIn(await rehearsal.state()).map(({ urn }) => nameOf(urn));
      const made = rehearsal.clouds.all().map(([id]) => id);
      const first = await password(rehearsal);
      const second = await rehearsal.run("up");
      const refresh = await rehearsal.run("refresh");
      const third = await rehearsal.run("up");
      personTagged(rehearsal.clouds, account, "watched", "yes");
      await change(rehearsal, "tags.owner", "ada");
      const tagged = await rehearsal.run("up");
      const tags = rehearsal.clouds.all().find(([id]) => id.endsWith(`/${account}`))?.[1].properties.tags;
      const changes: Record<string, Awaited<ReturnType<Rehearsal["run"]>>> = {};
      for (const [key, value] of [
        ["backup.keep.days", "30"],
        ["backup.redundancy", "GRS"],
        ["tokenRotation", "again"],
      ] as const) {
        await change(rehearsal, key, value);
        changes[key] = await rehearsal.run("up");
      }
      const last = await password(rehearsal);
      await change(rehearsal, "backup.redundancy", "GZRS");
      const zones = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      const left = rehearsal.clouds.all().map(([id]) => id);
      return { up, names, made, first, second, refresh, third, tagged, tags, changes, last, zones, destroy, left };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  it("come up with everything", () => {
    expect(said(seen.up)).toBe("");
    expect(seen.names.flatMap(own).sort()).toEqual(
      [
        ...["password", "store", "store-group", "store-account", "store-undelete", "store-container"],
        ...["repository", "account", "role", "binding", "facts", "program", "job"],
      ].sort(),
    );
  });

  it("are kept in a resource group of their own", () =>
    expect(seen.made.filter((id) => id.includes("/storageAccounts/")).map((id) => id.split("/")[4])).toEqual(
      Array(3).fill("testhub-backup"),
    ));

  it("are left alone by a second up, and by one after a refresh", () => {
    expect([isEmpty(seen.second), isEmpty(seen.refresh), isEmpty(seen.third)]).toEqual([true, true, true]);
  });

  it("get a tag of the settings, and keep one of somebody else's", () => {
    expect(things(seen.tagged)).toMatchObject({ "backup-store-group": ["update"], "backup-store-account": ["update"] });
    expect(seen.tags).toMatchObject({ owner: "ada", watched: "yes" });
  });

  it("are kept for longer: only what the job is told changes", () => {
    const touched = things(seen.changes["backup.keep.days"] ?? { events: [] });
    expect(Object.keys(touched)).toEqual(["binderhub-backup-facts"]);
  });

  it("get a second region, and nothing else changes", () =>
    expect(things(seen.changes["backup.redundancy"] ?? { events: [] })).toEqual({
      "backup-store-account": ["update"],
    }));

  it("keep their password when the tokens are made anew", () => {
    const touched = things(seen.changes.tokenRotation ?? { events: [] });
    expect(Object.keys(touched)).toContain("tokens-cookie");
    expect(Object.keys(touched).flatMap(own)).toEqual([]);
    expect([typeof seen.first, seen.last]).toEqual(["string", seen.first]);
  });

  it("get no zones in an up: Azure would refuse it half-way", () => {
    expect(errors(seen.zones).join()).toMatch(/binderhub:backup\.redundancy = GZRS[^]*is GRS, and Azure/);
    expect(things(seen.zones)).toEqual({});
  });

  it("leave nothing when the stack is destroyed, their own group neither", () => {
    expect(said(seen.destroy)).toBe("");
    expect(seen.left).toEqual([]);
  });
});

describe("backups in a storage account that is taken out of the settings", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      await rehearsal.run("up");
      await rehearsal.stack.removeConfig("binderhub:backup", false);
      await change(rehearsal, "backup.type", "none");
      const refused = await rehearsal.run("up");
      await change(rehearsal, "mayDelete[0]", `backup/${account}`);
      const off = await rehearsal.run("up");
      const offLeft = rehearsal.clouds.all().map(([id]) => id);
      for (const [key, value] of Object.entries(set)) await change(rehearsal, key, value);
      const on = await rehearsal.run("up");
      const onAgain = await rehearsal.run("up");
      await change(rehearsal, "backup.account", "otherbackup");
      const preview = await rehearsal.run("preview");
      const moved = await rehearsal.run("up");
      const movedAgain = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      const left = rehearsal.clouds.all().map(([id]) => id);
      return { refused, off, offLeft, on, onAgain, preview, moved, movedAgain, destroy, left };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  it("are not deleted by a change of a setting alone", () => {
    expect(errors(seen.refused).join()).toMatch(/would delete backup\/myhubbackup \(with every backup/);
    expect(things(seen.refused)).toEqual({});
  });

  it("are deleted where that is allowed by name, with the group", () => {
    expect(said(seen.off)).toBe("");
    expect(seen.offLeft.filter((id) => id.includes("backup"))).toEqual([]);
  });

  it("can be switched on again", () => expect([said(seen.on), isEmpty(seen.onAgain)]).toEqual(["", true]));

  it("begin anew in another account, where that is allowed", () => {
    expect([said(seen.preview), said(seen.moved), isEmpty(seen.movedAgain)]).toEqual(["", "", true]);
    expect(things(seen.moved)).toHaveProperty(["backup-store-account"]);
    expect(things(seen.moved)).not.toHaveProperty(["backup-password"]);
  });

  it("leave nothing when the stack is destroyed, their own group neither", () => {
    expect(said(seen.destroy)).toBe("");
    expect(seen.left).toEqual([]);
  });
});

describe("backups in a repository that is there, of a hub on a cluster that is there", () => {
  const life = () =>
    onStage(
      {
        stack: "local",
        set: { "backup.type": "restic", "backup.repository": "s3:https://s3.example.org/hub-backup" },
        secrets: { backupCredentials: "AWS_ACCESS_KEY_ID=ada\nAWS_SECRET_ACCESS_KEY=lovelace" },
      },
      async (rehearsal) => {
        const up = await rehearsal.run("up");
        const types = resourcesIn(await rehearsal.state()).map(({ type }) => type);
        const second = await rehearsal.run("up");
        const refresh = await rehearsal.run("refresh");
        const third = await rehearsal.run("up");
        await rehearsal.stack.removeConfig("binderhub:backup", false);
        await change(rehearsal, "backup.type", "none");
        const refused = await rehearsal.run("up");
        await change(rehearsal, "mayDelete[0]", "backup/password");
        const off = await rehearsal.run("up");
        const destroy = await rehearsal.run("destroy");
        const left = rehearsal.clouds.all().map(([id]) => id);
        return { up, types, second, refresh, third, refused, off, destroy, left };
      },
    );
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  it("come up, and nothing is made in Azure", () => {
    expect(said(seen.up)).toBe("");
    expect(seen.types).toContain("kubernetes:batch/v1:CronJob");
    expect(seen.types.filter((type) => type.startsWith("azure-native:"))).toEqual([]);
  });

  it("are left alone by a second up, and by one after a refresh", () => {
    expect([isEmpty(seen.second), isEmpty(seen.refresh), isEmpty(seen.third)]).toEqual([true, true, true]);
  });

  it("do not lose the password that opens them by a change of a setting alone", () => {
    expect(errors(seen.refused).join()).toMatch(/would delete backup\/password \(without which/);
    expect(things(seen.refused)).toEqual({});
    expect(said(seen.off)).toBe("");
  });

  it("leave nothing of the stack's when it is destroyed", () => {
    expect(said(seen.destroy)).toBe("");
    expect(seen.left).toEqual([]);
  });
});

describe("backups of a protected stack", () => {
  const life = () =>
    onStage({ set: { ...set, protect: "true" } }, async (rehearsal) => {
      const up = await rehearsal.run("up");
      const urns = async () => resourcesIn(await rehearsal.state()).map(({ urn }) => urn);
      const [before, secret, count] = [await urns(), await password(rehearsal), rehearsal.clouds.all().length];
      const destroy = await rehearsal.run("destroy");
      const after = await urns();
      const again = await rehearsal.run("up");
      // Default providers are the engine's own.
      const lost = before.filter((urn) => !after.includes(urn) && !urn.includes("::default"));
      const kept = { password: await password(rehearsal), count: rehearsal.clouds.all().length };
      return { up, before: { password: secret, count }, destroy, again, lost, kept };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  it("are not destroyed, and with them stay the password and the Secret, which are not protected themselves", () => {
    expect(said(seen.up)).toBe("");
    expect(seen.destroy.succeeded).toBe(false);
    expect([seen.lost, seen.kept]).toEqual([[], seen.before]);
    expect(isEmpty(seen.again)).toBe(true);
  });
});
