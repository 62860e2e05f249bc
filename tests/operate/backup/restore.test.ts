import { PassThrough } from "node:stream";
import { type HubFacts } from "../../../components/operate/facts";
import { Restic } from "../../../operate/hub/backup/restic";
import { restore, type Restored } from "../../../operate/hub/backup/restore";
import { snapshotsIn } from "../../../operate/hub/backup/snapshots";
import { backupVerb, listVerb, restoreVerb } from "../../../operate/hub/backup/verb";
import { CannotLook } from "../../../operate/hub/cannot-look";
import { serverOf } from "../pods";
import { claimOf, databaseClaim, facts, folderClaim, listOf, play, type Scene, volumeOf } from "./fake-cluster";

const time = "2026-11-28T02:41:00Z";
const listed = listOf([
  { id: "id-ada", claim: "claim-ada", time, user: "ada" },
  { id: "id-bob", claim: "claim-bob", time, user: "bob" },
  { id: "id-course", claim: "folder-course", time },
  { id: "id-db", claim: "hub-db-dir", time },
]);
const storage: HubFacts["storage"] = { mountPath: "/home/jovyan", size: "5Gi", storageClass: "new" };
const all: Scene["claims"] = [claimOf("ada"), claimOf("bob"), folderClaim, databaseClaim];
const empty = { out: "restored\n.\n" };
const hub: Scene = { claims: all, ends: () => empty };

function bringBack(scene: Scene, only: (claim: string) => boolean = () => true) {
  const told: Restored[] = [];
  const snapshots = snapshotsIn(listed).filter(({ claim }) => only(claim));
  return play(scene, ({ cluster, cleanUp, clock }) => {
    const restic = new Restic(cluster, facts, cleanUp, clock, () => undefined);
    return restore({ cluster, facts, storage, restic, cleanUp, clock, done: (one) => told.push(one) }, snapshots);
  }).then((played) => ({ ...played, told, of: (claim: string) => told.find((one) => one.claim === claim) }));
}
const isDatabase = (claim: string) => claim === "hub-db-dir";

describe("the database", () => {
  const pause = [
    "hub scaled to 0",
    "the hub's pod is gone",
    "pods removed: component=singleuser-server",
    "pod made: hub-db-dir",
    "pod removed: hub-db-dir",
    "hub scaled to 1",
  ];

  test("comes back while the hub is stopped, and the hub is ready again before it is said", async () => {
    const { events, told, left } = await bringBack(hub, isDatabase);
    expect(events).toEqual([...pause, "the hub is ready"]);
    expect(told).toEqual([{ claim: "hub-db-dir", state: "restored" }]);
    expect(left).toEqual([]);
  });

  test("comes before all files", async () => {
    const { events } = await bringBack(hub);
    const first = events.findIndex((event) => /^pod made: (claim|folder)-/.test(event));
    expect(first).toBeGreaterThan(events.indexOf("the hub is ready"));
  });

  test("is written as the hub, into its volume", async () => {
    const { made } = await bringBack(hub, isDatabase);
    expect(made[0]?.spec.securityContext.fsGroup).toBe(1000);
    expect(made[0]?.spec.containers[0]?.volumeMounts).toContainEqual({
      name: "claim",
      mountPath: "/claims/hub-db-dir",
      readOnly: false,
    });
    expect(made[0]?.spec.containers[0]?.command.slice(3)).toEqual(["sh", "/claims/hub-db-dir", "id-db"]);
  });

  test("that cannot be brought back has the hub started before the files come", async () => {
    const { events, of, result } = await bringBack({
      ...hub,
      ends: (claim) => (isDatabase(claim) ? { code: 1, out: "Fatal: no host\n" } : empty),
    });
    expect(of("hub-db-dir")).toEqual({ claim: "hub-db-dir", state: "failed", why: "Fatal: no host" });
    expect(events.slice(0, 6)).toEqual(pause);
    expect(result?.filter(({ state }) => state === "restored")).toHaveLength(3);
  });

  test("whose pod never ends has the hub started before the files come", async () => {
    const { events, of } = await bringBack({ ...hub, ends: (claim) => (isDatabase(claim) ? "never" : empty) });
    expect(of("hub-db-dir")?.why).toMatch(/not done after 240 minutes/);
    expect(events.slice(0, 6)).toEqual(pause);
    expect(events.indexOf("hub scaled to 1")).toBeLessThan(events.indexOf("pod made: claim-ada"));
  });

  test.each(["hub scaled to 0", "the hub's pod is gone", "pod made: hub-db-dir"])(
    "that is interrupted at “%s” has the hub started, and no pod left",
    async (when) => {
      const on: Scene["on"] = (event, interrupt) => event === when && interrupt();
      const { code, events, left, failure, made } = await bringBack({ ...hub, on, ends: () => "never" });
      expect(code).toBe(130);
      expect(events.filter((event) => event.startsWith("hub scaled"))).toEqual(["hub scaled to 0", "hub scaled to 1"]);
      expect(left).toEqual([]);
      expect(String(failure)).toMatch(/Interrupted/);
      // No file was begun.
      expect(JSON.stringify(made)).not.toMatch(/claim-/);
    },
  );
});

const isFiles = (claim: string) => !isDatabase(claim);

describe("files", () => {
  test("come back to volumes that are there, and the hub goes on", async () => {
    const { told, events, madeClaims, left } = await bringBack(hub, isFiles);
    expect(told.map(({ state, folder }) => [state, folder])).toEqual(
      Array.from({ length: 3 }, () => ["restored", undefined]),
    );
    expect(events.join("\n")).not.toMatch(/hub scaled|pods removed/);
    expect({ madeClaims, left }).toEqual({ madeClaims: [], left: [] });
  });

  test("are written as people's servers write, into the volume", async () => {
    const { made } = await bringBack(hub, (claim) => claim === "claim-ada");
    expect(made[0]?.spec.securityContext.fsGroup).toBe(100);
    expect(made[0]?.spec.containers[0]?.command.slice(3)).toEqual([
      "sh",
      "/claims/claim-ada",
      "id-ada",
      "restored-2026-11-28-0241",
    ]);
    expect(made[0]?.spec.containers[0]?.volumeMounts).toContainEqual({
      name: "claim",
      mountPath: "/claims/claim-ada",
      readOnly: false,
    });
  });

  test("come back to a volume that is made anew, with the storage class of now", async () => {
    const { madeClaims, events, of } = await bringBack(
      { ...hub, claims: [databaseClaim] },
      (claim) => claim === "claim-ada",
    );
    expect(madeClaims).toEqual([
      {
        metadata: {
          name: "claim-ada",
          labels: { component: "singleuser-storage" },
          annotations: { "hub.jupyter.org/username": "ada" },
        },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, storageClassName: "new" },
      },
    ]);
    expect(events.slice(0, 2)).toEqual(["claim made: claim-ada", "pod made: claim-ada"]);
    expect(of("claim-ada")?.state).toBe("restored");
  });

  test("of a shared folder that is not there wait for pulumi up, and the others come back", async () => {
    const { of, result, madeClaims } = await bringBack({ ...hub, claims: [databaseClaim] }, isFiles);
    expect(of("folder-course")).toMatchObject({ state: "failed", why: expect.stringContaining("pulumi up") as string });
    expect(madeClaims.map(({ metadata }) => metadata?.name).sort()).toEqual(["claim-ada", "claim-bob"]);
    expect(result?.filter(({ state }) => state === "restored")).toHaveLength(2);
  });

  test("that come beside others are said to be in their folder", async () => {
    const out = "Summary: Restored 3 files\nrestored-2026-11-28-0241\n";
    const { of } = await bringBack({ ...hub, ends: (claim) => (claim === "claim-ada" ? { out } : empty) }, isFiles);
    expect(of("claim-ada")?.folder).toBe("restored-2026-11-28-0241");
    expect(of("claim-bob")).not.toHaveProperty("folder");
  });

  test("of a volume in use come from a pod on its node", async () => {
    const pods = [
      { ...serverOf("ada"), spec: { nodeName: "node-7", containers: [], volumes: [volumeOf("claim-ada")] } },
    ];
    const { made } = await bringBack({ ...hub, pods }, isFiles);
    const placeOf = (claim: string) =>
      JSON.stringify(made.find(({ spec }) => JSON.stringify(spec.volumes).includes(claim))?.spec.affinity);
    expect(placeOf("claim-ada")).toMatch(/"metadata.name".*"node-7"/);
    expect(placeOf("claim-bob")).not.toMatch(/metadata.name/);
  });

  test.each([
    [{ code: 1, out: "Fatal: no host\n" }, "Fatal: no host"],
    [{ code: 137, reason: "OOMKilled", out: "" }, "it needed more memory than it may have"],
  ])("that cannot come back are told, and the others come: %j", async (end, why) => {
    const { of, result } = await bringBack({ ...hub, ends: (claim) => (claim === "claim-ada" ? end : empty) }, isFiles);
    expect(of("claim-ada")).toEqual({ claim: "claim-ada", user: "ada", state: "failed", why });
    expect(result?.filter(({ state }) => state === "restored")).toHaveLength(2);
  });
});

describe("a verb", () => {
  const facts_ = { namespace: "binderhub", storage, backup: facts } as unknown as HubFacts;
  const plain = (_: unknown, text: string) => text;
  const answers: Scene["answers"] = ([verb]) => (verb === "snapshots" ? { out: listed } : {});

  function promptOf(answer?: string, yes = false) {
    const input = Object.assign(new PassThrough(), { isTTY: answer !== undefined });
    if (answer !== undefined) input.write(`${answer}\n`);
    return { input, output: new PassThrough(), yes };
  }

  function act(
    scene: Scene,
    verb: (desk: Parameters<typeof listVerb>[0]) => ReturnType<typeof listVerb>,
    hubFacts = facts_,
  ) {
    const said: string[] = [];
    return play({ answers, ...hub, ...scene }, (with_) =>
      verb({ ...with_, facts: hubFacts, say: (line) => said.push(line), paint: plain }),
    ).then((played) => ({ ...played, said: said.join("\n") }));
  }

  test("restore without a terminal and --yes is refused before anything is done", async () => {
    const { failure, events } = await act({}, (desk) => restoreVerb(desk, { prompt: promptOf() }));
    expect(failure).toBeInstanceOf(CannotLook);
    expect(String(failure)).toMatch(/no terminal.*--yes/);
    expect(events).toEqual([]);
  });

  test("restore with an --at that is no time is refused before anything is done", async () => {
    const { failure, events } = await act({}, (desk) => restoreVerb(desk, { at: "2026-02-31", prompt: promptOf("y") }));
    expect(String(failure)).toMatch(/--at 2026-02-31 is no time/);
    expect(events).toEqual([]);
  });

  test("restore shows what it would do, and who says no changes nothing", async () => {
    const pods = [serverOf("ada"), serverOf("bob")];
    const { result, events, said } = await act({ pods }, (desk) => restoreVerb(desk, { prompt: promptOf("n") }));
    expect(result?.code).toBe(2);
    expect(said).toMatch(/2 servers run, and end[^]*claim-ada[^]*Nothing was changed\./);
    expect(events).toEqual(["pod made: sleep", "asked: snapshots", "pod removed: sleep"]);
  });

  test.each([
    ["says yes", promptOf("y")],
    ["wrote --yes", promptOf(undefined, true)],
  ])("restore brings everything back where one %s", async (_what, prompt) => {
    const { result, said } = await act({}, (desk) => restoreVerb(desk, { prompt }));
    expect(result?.code).toBe(0);
    expect(said).toMatch(/ada: is back[^]*Everything is back\.$/);
  });

  test("restore of which something failed ends with 1", async () => {
    const ends: Scene["ends"] = (claim) => (claim === "claim-bob" ? { code: 1, out: "no" } : empty);
    const { result, said } = await act({ ends }, (desk) =>
      restoreVerb(desk, { prompt: promptOf("y"), users: ["ada", "bob"] }),
    );
    expect(result?.code).toBe(1);
    expect(said).toMatch(/bob: failed: no[^]*1 of 2 could not be brought back\.$/);
  });

  test("restore --user brings back these people's files alone", async () => {
    const { events } = await act({}, (desk) => restoreVerb(desk, { prompt: promptOf("y"), users: ["ada"] }));
    expect(events.filter((event) => event.startsWith("pod made"))).toEqual(["pod made: sleep", "pod made: claim-ada"]);
  });

  test("backup keeps what came of it, and ends with 1 where something is missing", async () => {
    const scene: Scene = { claims: [claimOf("ada"), claimOf("bob")], pods: [] };
    const good = await act({ ...scene, ends: () => ({}) }, backupVerb);
    expect(good.result?.code).toBe(0);
    expect(good.kept?.data?.last).toMatch(/"lastGood"/);
    expect(good.kept?.data?.last).not.toMatch(/ada|bob/);
    const bad = await act({ ...scene, ends: (claim) => (claim === "claim-bob" ? { code: 1 } : {}) }, backupVerb);
    expect(bad.result?.code).toBe(1);
    expect(bad.kept?.data?.last).not.toMatch(/ada|lastGood/);
    expect(bad.kept?.data?.last).toMatch(/claim-bob/);
  });

  test("backup --list makes none", async () => {
    const { events, said, result } = await act({}, listVerb);
    expect(result?.code).toBe(0);
    expect(said).toMatch(/2026-11-28 02:41 UTC/);
    expect(events).toEqual(["pod made: sleep", "asked: snapshots", "pod removed: sleep"]);
  });

  const without = { ...facts_, backup: undefined } as unknown as HubFacts;
  test.each([
    ["backup", backupVerb],
    ["backup --list", listVerb],
    ["restore", (desk: Parameters<typeof listVerb>[0]) => restoreVerb(desk, { prompt: promptOf("y") })],
  ])("%s on a hub without backups says how to have them", async (_what, verb) => {
    const { failure, events } = await act({}, verb, without);
    expect(failure).toBeInstanceOf(CannotLook);
    expect(String(failure)).toMatch(/has no backup.*binderhub:backup.*azure.*pulumi up/);
    expect(events).toEqual([]);
  });
});
