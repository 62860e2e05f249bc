import { type Launched } from "../../../operate/hub/launch";
import { cameOf, commitOf, prepareOnce } from "../../../operate/hub/events/prepare";
import { eventOf } from "./facts";
import { onEventHub } from "./fake";

const check = { name: "binder-check", token: "binder-check" };
/** Its people's names are those that the fake hub gives. */
const event = eventOf({ repository: "https://github.com/binder/hello" });
const events = [event];

/** The job's launch, and who is left in the hub after it. */
async function prepared(
  hub: Partial<Parameters<typeof onEventHub>[0]>,
  seconds = 30,
  meanwhile?: Parameters<typeof onEventHub>[2],
) {
  const { result, users, clicks, code } = await onEventHub(
    { events, now: "2027-03-03T09:00", ...hub },
    async ({ guest, cleanUp }) => ({ code: 0, result: await prepareOnce(guest, cleanUp, event, seconds) }),
    meanwhile,
  );
  return { came: result, users, clicks, code };
}

describe("the job's launch", () => {
  test.each([
    ["where nobody logs in", { login: "none" }],
    ["where people log in", { login: "github", facts: { check } }],
  ] as const)("gives the image and its commit, and leaves nobody: %s", async (_where, hub) => {
    expect(await prepared(hub)).toEqual({
      came: { commit: "1", image: "registry/image:1" },
      ...{ users: [], clicks: 1, code: 0 },
    });
  });

  test("where people log in, and nobody may launch for the hub, says which setting mends it", async () => {
    const { came, clicks } = await prepared({ login: "github" });
    expect(came).toEqual({
      failure: expect.stringMatching(
        /nobody may launch.*pulumi config set --path binderhub:operate\.check true && pulumi up/,
      ) as string,
    });
    expect(clicks).toBe(0);
  });

  test("that fails says why, and leaves nobody", async () => {
    expect(await prepared({ login: "github", facts: { check }, answer: () => "fail" })).toMatchObject({
      came: { failure: "Failed to launch image registry/image:1" },
      users: [],
    });
    expect(await prepared({ answer: () => "fail" })).toMatchObject({ users: [] });
  });

  test("whose server is not there in time gives the image all the same", async () => {
    const { came, users } = await prepared({ login: "github", facts: { check }, answer: () => "hold" }, 0.2);
    expect(came).toEqual({ commit: "1", image: "registry/image:1" });
    expect(users).toEqual([]);
  });

  test("that is ended by a signal leaves nobody, and no failure", async () => {
    const { code, users, clicks } = await prepared(
      { login: "github", facts: { check }, answer: () => "hold" },
      600,
      async (interrupt, hub) => {
        while (hub.held.length === 0) await new Promise(setImmediate);
        interrupt();
      },
    );
    expect({ code, users, clicks }).toEqual({ code: 130, users: [], clicks: 1 });
  });
});

describe("what came of a launch", () => {
  const launched = (more: Partial<Launched>): Launched => ({
    ...{ built: false, phases: [], seconds: 100, log: [] },
    ...more,
  });
  const phases = (...names: string[]) => names.map((phase, after) => ({ phase, after }));
  const late = "no answer in time";

  test.each([
    [
      "a build that takes longer",
      { failure: late, phases: phases("waiting", "building") },
      "building goes on in the hub",
    ],
    ["a build that waits for a node", { failure: late, phases: phases("waiting") }, "waiting goes on in the hub"],
  ])("%s goes on", (_what, more, goesOn) => {
    expect(cameOf(launched(more))).toEqual({ goesOn });
  });

  test.each([
    ["a hub that says nothing", { failure: late }, late],
    [
      "a build that fails",
      { failure: "it failed", phases: phases("building"), log: ["Step 1", "ERROR: no numpy 9"] },
      "it failed: ERROR: no numpy 9",
    ],
    [
      "a repository that is not there",
      { failure: "Could not resolve ref for gh:a/b/HEAD. Double check your URL and that your repo is public." },
      "Could not resolve ref for gh:a/b/HEAD. Double check your URL and that your repo is public.",
    ],
    [
      "a server that fails",
      { failure: "Failed to launch image r/i:1", image: "r/i:1", phases: phases("built", "launching") },
      "Failed to launch image r/i:1",
    ],
    ["a server without an image", { server: { url: "", token: "" } }, "BinderHub named no image"],
    ["an address with a password", { failure: "https://me:secret@host/x failed" }, "https://me:***@host/x failed"],
  ])("%s is a failure", (_what, more, failure) => {
    expect(cameOf(launched(more))).toEqual({ failure });
  });

  test("the end of a run is none, whatever the launch says", () => {
    expect(cameOf(launched({ failure: "This operation was aborted" }), true)).toEqual({ goesOn: "this run was ended" });
  });
});

test.each([
  ["registry.example.org:5000/prefix-mygroup-2dworkshop-0a1b2c:deadbeef", "deadbeef"],
  ["mygroup/binder-dev-x:0a1b", "0a1b"],
  ["registry.example.org:5000/prefix", undefined],
  ["registry.example.org/prefix", undefined],
])("the commit of %s is %s", (image, commit) => {
  expect(commitOf(image)).toBe(commit);
});
