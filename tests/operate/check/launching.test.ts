import { type HubFacts } from "../../../components/operate/facts";
import { again, build } from "../../../operate/hub/check/launching";
import { type Seen, whyFailed } from "../../../operate/hub/check/why-failed";

const facts = {
  ...{ namespace: "hub", cluster: { platform: "azure" }, hubUrl: "https://hub.example.org", login: "none" },
  registry: { type: "custom", prefix: "registry.example.org/binder-" },
  repository: { url: "https://github.com/me/course", source: "gh" },
} as HubFacts;
const now = new Date();
const phases = (...names: string[]) => names.map((phase, index) => ({ phase, after: index + 1 }));
const seen = (more: Partial<Seen>): Seen => ({
  ...{ ready: true, built: false, phases: [], seconds: 10, log: [], url: "https://hub.example.org/user/ada/" },
  ...more,
});
const failed = (more: Partial<Seen>) => whyFailed(seen({ ready: false, ...more }), facts).mend;

test.each([
  [
    "the image that builds cannot be fetched",
    { trouble: "ImagePullBackOff: Back-off pulling image", phases: phases("waiting") },
    "binderhub:builds.image",
  ],
  [
    "nodes cannot fetch the server's image",
    { trouble: "ErrImagePull: 401 Unauthorized", phases: phases("built", "launching") },
    "image-pull-secret",
  ],
  [
    "the registry refuses the push",
    {
      failure: "Error during push",
      log: ["unauthorized: authentication required"],
      phases: phases("pushing", "failed"),
    },
    "--secret binderhub:registryPassword",
  ],
  [
    "builds reach nothing",
    { failure: "Error during build", log: ["fatal: unable to access: Could not resolve host: github.com"] },
    "get networkpolicies",
  ],
  [
    "the registry of a base image is behind a wall",
    { failure: 'Get "http://10.0.0.4:5000/v2/": dial tcp 10.0.0.4:5000: connect: connection refused' },
    "get networkpolicies",
  ],
  [
    "the server is too slow",
    {
      failure: "Spawn failed: Server at http://10.244.0.36:8888/user/x/api didn't respond in 30 seconds",
      phases: phases("launching", "failed"),
    },
    "limits.userCpuGuarantee 0.5",
  ],
  [
    "the hub never hears of it",
    { failure: "the server took too long to launch", phases: phases("launching", "failed") },
    "the hub never hears of it",
  ],
  ["there is no such repository", { failure: "Could not resolve ref for gh:me/gone/HEAD." }, "operate.repository"],
  [
    "no node has room",
    { trouble: "Unschedulable: 0/3 nodes are available: Insufficient memory" },
    "azure.pools.users.max",
  ],
  ["the server crashes", { trouble: "CrashLoopBackOff: back-off 10s" }, "logs launch --repository https://github.com/"],
  ["another check runs", { failure: "User binder-check already has a running server." }, "Wait until it has ended"],
])("a launch that failed because %s has a mend for it", (_name, more, mend) => expect(failed(more)).toContain(mend));

test("what failed for a reason that is not known still says where to look", () =>
  expect(failed({ failure: "something new", built: true })).toBe("npm run hub -- logs builds"));

test.each([
  ["a build", phases("building", "failed"), "logs builds"],
  ["a start", phases("pushing", "launching", "failed"), "logs launch --repository"],
])("of %s that failed for such a reason, it says where", (_what, went, where) =>
  expect(failed({ failure: "something new", built: true, phases: went })).toContain(where),
);

test("the last line of the log that speaks of an error is told", () =>
  expect(
    whyFailed(seen({ ready: false, failure: "it failed", log: ["ok", "ERROR: no such package", "bye"] }), facts).saw,
  ).toBe("it failed (ERROR: no such package)"));

test("a second launch that pushes again is not what it should be", () => {
  const verdict = again.judge(
    seen({ built: true, image: "x", phases: phases("building", "pushing", "ready") }),
    facts,
    now,
  );
  expect(verdict.state).toBe("warning");
});

test("a server at another address than the hub's is wrong", () =>
  expect(again.judge(seen({ url: "https://old.example.org/user/ada/" }), facts, now).state).toBe("wrong"));

test("how long the push took is told", () =>
  expect(
    build.judge(
      seen({
        built: true,
        seconds: 31,
        phases: [...phases("waiting", "building"), { phase: "pushing", after: 5 }, { phase: "built", after: 9 }],
      }),
      facts,
      now,
    ).saw,
  ).toBe("ready after 31 s, of which the push took 4.0 s"));

test.each([
  ["nobody may launch", { login: "github" }, /operate\.check true/],
  ["no repository is known", { repository: undefined }, /operate\.repository/],
])("where %s, nothing is launched, and the setting is named", (_name, more, expected) =>
  expect(build.without?.({ ...facts, ...more } as HubFacts)).toMatch(expected),
);
