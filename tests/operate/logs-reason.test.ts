import { type EventObject, type ContainerStatusObject, type PodObject } from "../../operate/hub/objects";
import { attemptsIn } from "../../operate/hub/logs/attempts";
import { unwrapped } from "../../operate/hub/logs/builds";
import { entriesOf } from "../../operate/hub/logs/entries";
import { eventsOf } from "../../operate/hub/logs/events";
import { type Evidence, likelyReason } from "../../operate/hub/logs/reason";
import { binderLog, line, link } from "./logs";
import { serverOf } from "./pods";

const nothing: Evidence = { events: [], hub: [], server: [], building: [] };
const reason = (evidence: Partial<Evidence>) => likelyReason({ ...nothing, ...evidence });

/** A server whose container is so. */
function server(status: Partial<ContainerStatusObject>, phase = "Running"): PodObject {
  return {
    ...serverOf("ada"),
    status: {
      phase,
      conditions: [{ type: "Ready", status: "False" }],
      containerStatuses: [{ name: "notebook", image: "", imageID: "", ready: false, restartCount: 0, ...status }],
    },
  };
}

function event(its: string, message: string, second = 0, uid = "1"): EventObject {
  return {
    reason: its,
    message,
    type: its === "Scheduled" || its === "Pulled" ? "Normal" : "Warning",
    involvedObject: { kind: "Pod", name: "jupyter-ada", uid },
    lastTimestamp: new Date(Date.UTC(2026, 10, 27, 14, 16, second)),
    metadata: {},
  };
}

const attempt = (text: string) =>
  attemptsIn(
    entriesOf(
      [
        line("14:20:11", "web:1964", text, "W"),
        line("14:20:11", "log:135", `200 GET /build/${link} (ada@::1) 30.00ms`),
      ].join("\n"),
    ),
  )[0];

test("A server that runs is said to run", () => {
  expect(reason({ pod: serverOf("ada") })).toBe("The server runs since 2026-11-27 14:16 UTC.");
});

test("An image that cannot be pulled is named, with the node's words", () => {
  const waiting = {
    reason: "ImagePullBackOff",
    message: 'Back-off pulling image "registry.example.org/x:1": 401 Unauthorized',
  };
  expect(reason({ pod: server({ state: { waiting } }, "Pending") })).toBe(
    'The image cannot be pulled: Back-off pulling image "registry.example.org/x:1": 401 Unauthorized',
  );
});

test("A server that used too much memory is told from one that crashed, with its limit", () => {
  const lastState = { terminated: { reason: "OOMKilled", exitCode: 137 } };
  const pod = server({ lastState, restartCount: 3, state: { waiting: { reason: "CrashLoopBackOff" } } });
  expect(reason({ pod })).toMatch(
    /^Out of memory: the server used more than its limit of 512 MiB, and was ended, 3 times\./,
  );
});

test("A crash is said with the exit code and the last error", () => {
  const log = entriesOf("2026-11-27T14:16:24Z exec: jupyterhub-singleuser: not found\n2026-11-27T14:16:25Z bye");
  const pod = server({ state: { terminated: { exitCode: 127, reason: "Error" } } });
  expect(reason({ pod, server: log })).toBe(
    "The server crashed with exit code 127: exec: jupyterhub-singleuser: not found",
  );
});

test("No secret of a server's log comes into the reason", () => {
  const log = entriesOf("2026-11-27T14:16:24Z Error: http://x/?token=abcdef");
  const pod = server({ state: { terminated: { exitCode: 1 } } });
  expect(reason({ pod, server: log })).toBe("The server crashed with exit code 1: Error: http://x/?token=***");
});

test("An eviction is the node's", () => {
  const pod = {
    ...serverOf("ada"),
    status: { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." },
  };
  expect(reason({ pod })).toContain("The node was low on resource: memory.");
});

test.each([
  ["FailedScheduling", "0/3 nodes are available: 3 Insufficient memory.", "There is no room on the nodes"],
  ["Failed", 'Failed to pull image "x": not found', "The image cannot be pulled"],
  ["FailedAttachVolume", "Multi-Attach error for volume", "A volume cannot be used"],
  ["NotTriggerScaleUp", "pod didn't trigger scale-up: 1 max node group size reached", "no more may be started"],
])("The event %s says why a pod is not there yet", (its, message, words) => {
  expect(reason({ pod: server({}, "Pending"), events: [event(its, message)] })).toMatch(
    new RegExp(`${words}.*: ${message.slice(0, 10)}`),
  );
});

test("A pod that has found its node had no room for a moment only, in whatever order the events come", () => {
  const events = [event("Scheduled", "assigned", 1), event("FailedScheduling", "0/1 nodes are available", 1)];
  expect(reason({ pod: server({}, "Pending"), events })).toContain("being started");
});

test("The next pod of that name may have no room all the same", () => {
  const events = [event("Scheduled", "assigned", 1), event("FailedScheduling", "0/1 nodes are available", 9, "2")];
  expect(reason({ pod: server({}, "Pending"), events })).toContain("no room on the nodes");
});

test("Events are of the pods that were asked for, the oldest first", () => {
  const events = [
    event("B", "", 9),
    event("A", "", 1),
    { ...event("C", ""), involvedObject: { kind: "Pod", name: "another" } },
  ];
  expect(eventsOf(events, new Set(["jupyter-ada"])).map(({ reason: its }) => its)).toEqual(["A", "B"]);
});

test("A failed build is said with its step and its error", () => {
  const said = (phase: string, message: string) => `2026-11-27T14:20:54Z ${JSON.stringify({ phase, message })}`;
  const building = unwrapped(
    entriesOf(
      [
        said("building", "Step 1/5 : FROM 203.0.113.1:5000/singleuser:1"),
        said("building", "\n"),
        said("building", "Step 2/5 : RUN echo this build ends here && false"),
        said("building", "Removing intermediate container f16192ff8c2c\n"),
        said("failed", "The command '/bin/sh -c echo this build ends here && false' returned a non-zero code: 1"),
      ].join("\n"),
    ),
  );
  expect(reason({ build: { status: { phase: "Failed" } }, building })).toBe(
    "The build failed at Step 2/5 : RUN echo this build ends here && false: The command '/bin/sh -c echo this build ends here && false' returned a non-zero code: 1",
  );
});

test.each([
  [
    "500 GET /build/gh/owner/hello/HEAD (::1): Image x for user ada failed to launch",
    "The hub did not start the server (BinderHub said: Image x for user ada failed to launch).",
  ],
  [
    "409 GET /build/gh/owner/hello/HEAD (::1): User ada already has a running server.",
    "The person had a server already",
  ],
  ["429 GET /build/gh/owner/hello/HEAD (::1): Rate limit exceeded.", "Too many launches came from one address"],
])("%s is said in plain words", (text, words) => {
  expect(reason({ attempt: attempt(text) })).toContain(words);
});

test("What the hub or the cluster said of a server that did not start is worth more than what BinderHub said", () => {
  const failed = attempt("500 GET /build/gh/owner/hello/HEAD (::1): Image x for user ada failed to launch");
  const hub = entriesOf(
    "2026-11-27T14:20:00Z [E 2026-11-27 14:20:00.000 JupyterHub user:997] ada's server failed to start in 300 seconds, giving up.",
  );
  expect(reason({ attempt: failed, hub })).toBe(
    "The server was not there in time: ada's server failed to start in 300 seconds, giving up.",
  );
  expect(reason({ attempt: failed, hub, events: [event("FailedScheduling", "0/3 nodes are available")] })).toContain(
    "no room on the nodes",
  );
});

test("A repository that BinderHub refused without a word is said to be so, or that the hub is closed", () => {
  const refused = attemptsIn(entriesOf(binderLog))[1];
  expect(reason({ attempt: refused })).toMatch(/does not exist, is private, or is not allowed/);
  expect(reason({ attempt: refused, closed: "Back at 14:00" })).toBe("The hub is closed: Back at 14:00");
});

test("A launch whose server is gone was well", () => {
  expect(reason({ attempt: attemptsIn(entriesOf(binderLog))[0] })).toBe(
    "It was launched in 9 s, and the server has been stopped since.",
  );
});

test("What is not known is said", () => {
  expect(reason({})).toMatch(/^No reason was found/);
});
