import { type EventObject, type ContainerStatusObject, type PodObject } from "../objects";
import { bytesOfQuantity } from "../../../components/limits/memory";
import { type Attempt, type Why } from "./attempts";
import { blotted } from "./blot";
import { type Entry } from "./entries";

/** What is known of one launch. */
export interface Evidence {
  readonly attempt?: Attempt;
  /** The person's server, if its pod is there. */
  readonly pod?: PodObject;
  /** The pod that builds, if it is there. */
  readonly build?: PodObject;
  /** Events of these pods, also of those that are gone, the oldest first. */
  readonly events: readonly EventObject[];
  /** What the hub said of the person's server. */
  readonly hub: readonly Entry[];
  /** The log of the server. */
  readonly server: readonly Entry[];
  /** The log of the build. */
  readonly building: readonly Entry[];
  /** What people read while the hub is closed. */
  readonly closed?: string;
}

/** The likely reason why there is no server, or how it is, in one plain line. */
export function likelyReason(evidence: Evidence): string {
  const { attempt, build, pod } = evidence;
  return (
    (pod === undefined ? undefined : ofPod(pod, evidence)) ??
    (build === undefined ? undefined : ofBuild(build, evidence)) ??
    (attempt === undefined || isVague(attempt) ? (ofEvents(evidence.events) ?? ofHub(evidence.hub)) : undefined) ??
    (attempt === undefined ? undefined : ofAttempt(attempt, evidence)) ??
    "No reason was found. The lines below are all that there is."
  );
}

/** Whether others know better than BinderHub why there is no server. */
function isVague({ why }: Attempt): boolean {
  return why === "noServer" || why === "tookTooLong" || why === "other";
}

function ofPod(pod: PodObject, { events, server }: Evidence): string | undefined {
  const { status, metadata } = pod;
  if (status?.reason === "Evicted")
    return `The node ended the server, as it ran out of something: ${status.message ?? ""}`;
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const ill = containers.map((one) => ofContainer(one, pod, server)).find((found) => found !== undefined);
  if (ill !== undefined) return ill;
  if (metadata?.deletionTimestamp !== undefined) return "The server is being stopped.";
  if (isReady(pod)) return `The server runs since ${timeOf(status?.startTime)}.`;
  return ofEvents(events) ?? "The server is being started: its pod is not ready yet.";
}

function ofContainer(status: ContainerStatusObject, pod: PodObject, server: readonly Entry[]): string | undefined {
  const { name, state, lastState, restartCount } = status;
  const waiting = state?.waiting;
  if (/ImagePull|ErrImage|InvalidImageName/.test(waiting?.reason ?? "")) {
    return `The image cannot be pulled: ${oneLine(waiting?.message ?? waiting?.reason ?? "")}`;
  }
  if (/^(CreateContainer\w*Error|RunContainerError)$/.test(waiting?.reason ?? "")) {
    return `The server's container cannot be made: ${oneLine(waiting?.message ?? "")}`;
  }
  const ended = state?.terminated ?? lastState?.terminated;
  if (ended === undefined || (ended.exitCode === 0 && ended.reason !== "OOMKilled")) return undefined;
  const limit = pod.spec?.containers.find((one) => one.name === name)?.resources?.limits?.memory;
  if (ended.reason === "OOMKilled") {
    const amount = limit === undefined ? "" : ` of ${Math.round(bytesOfQuantity(limit) / 2 ** 20)} MiB`;
    return `Out of memory: the server used more than its limit${amount}, and was ended${times(restartCount)}. Raise limits.memory, or let the repository need less.`;
  }
  const last = server.findLast(
    ({ level, text }) => level === "C" || level === "E" || /error|exception|not found/i.test(text),
  );
  const said = (last ?? server.at(-1))?.text;
  return `The server crashed with exit code ${ended.exitCode}${times(restartCount)}${said === undefined ? "." : `: ${oneLine(said)}`}`;
}

function ofBuild(build: PodObject, { events, building }: Evidence): string | undefined {
  const failure = buildFailure(building);
  if (failure !== undefined) return failure;
  const terminated = build.status?.containerStatuses?.[0]?.state?.terminated;
  if (terminated?.reason === "OOMKilled")
    return "Out of memory: the build used more than its limit. Raise limits.buildMemory.";
  if (build.status?.phase === "Failed") return "The build failed. Its last lines are below.";
  return (
    ofEvents(events) ??
    (build.status?.phase === "Pending" ? "The build waits for its pod to start." : "The build runs.")
  );
}

/** Where a build failed: at a step of Docker's, or in what repo2docker did before it. */
export function buildFailure(building: readonly Entry[]): string | undefined {
  const failed = building.findLast(({ level, text }) => level === "E" || /^ERROR: |^#\d+ ERROR: /.test(text));
  if (failed === undefined) return undefined;
  const before = building.slice(0, building.indexOf(failed));
  const step = before.findLast(({ text }) => /^Step \d+\/\d+ : |^#\d+ \[[^\]]*\d+\/\d+\] /.test(text));
  const line = building.find(({ text }) => /^Dockerfile:\d+/.test(text));
  const where = step === undefined ? "" : ` at ${oneLine(step.text)}`;
  return `The build failed${where}${line === undefined ? "" : ` (${oneLine(line.text)})`}: ${oneLine(failed.text)}`;
}

/** The newest warning that explains something. @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
function ofEvents(events: readonly EventObject[]): string | undefined {
  const meanings: readonly (readonly [reason: RegExp, message: RegExp, meaning: string])[] = [
    [/^FailedScheduling$/, /./, "There is no room on the nodes"],
    [/^(Failed|BackOff|InspectFailed)$/, /image|pull/i, "The image cannot be pulled"],
    [/^Failed(Mount|AttachVolume|MapVolume)$/, /./, "A volume cannot be used"],
    [/^Evicted$|^Preempt/, /./, "The node ended the pod"],
    [/^FailedPostStartHook$/, /./, "What runs at the start of a server failed"],
    [/^FailedCreatePodSandBox$/, /./, "The node could not make the pod"],
    [/^(TriggeredScaleUp)$/, /./, "A new node is being started"],
    [/^NotTriggerScaleUp$/, /./, "There is no room on the nodes, and no more may be started"],
  ];
  // Times of events are whole seconds, so their order says little.
  const came = (what: RegExp) =>
    new Set(events.filter(({ reason = "" }) => what.test(reason)).map(({ involvedObject }) => involvedObject.uid));
  const [scheduled, pulled] = [came(/^Scheduled$/), came(/^Pulled$/)];
  const isOver = ({ reason = "", involvedObject: { uid } }: EventObject) =>
    (scheduled.has(uid) && /Schedul|TriggerScaleUp|TriggeredScaleUp/.test(reason)) ||
    (pulled.has(uid) && /^(Failed|BackOff|InspectFailed)$/.test(reason));
  for (const event of events.toReversed()) {
    const { reason = "", message = "" } = event;
    const meaning = isOver(event)
      ? undefined
      : meanings.find(([its, about]) => its.test(reason) && about.test(message));
    if (meaning !== undefined) return `${meaning[2]}: ${oneLine(message)}`;
  }
  return undefined;
}

/** @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/user.py `User.spawn` and `_wait_up` */
function ofHub(hub: readonly Entry[]): string | undefined {
  const has = (what: RegExp) => hub.findLast(({ text }) => what.test(text));
  const found = (what: RegExp, meaning: string) => {
    const entry = has(what);
    return entry === undefined ? undefined : `${meaning}: ${oneLine(entry.text)}`;
  };
  return (
    found(/exceeded quota|forbidden: .*quota/, "The namespace's quota is used up") ??
    found(
      /server never showed up at/,
      "The server started, but does not answer (does its image have JupyterLab or jupyterhub-singleuser?)",
    ) ??
    found(/server failed to start in|did not start in \d+ seconds/, "The server was not there in time") ??
    found(/ 403 POST .*\/servers?\b/, "The hub refused the start by its rules") ??
    found(/Unhandled error starting/, "The hub could not start the server")
  );
}

const sentences: Readonly<Record<Why, string>> = {
  notFound:
    "BinderHub refused it without a line in its log: the repository or its ref does not exist, is private, or is not allowed by the hub's rules",
  buildFailed: "The build failed. BinderHub has deleted its log: build again to see it, with npm run hub -- launch",
  noServer: "The hub did not start the server",
  tookTooLong: "The server took too long to start",
  hasOne: "The person had a server already, and may have one at a time. They stop it at /hub/home",
  hubAnswers: "The hub made no user for the launch",
  full: "The hub was full (limits.totalQuota)",
  repositoryFull: "The repository had its most servers (limits.repoQuota)",
  tooMany: "Too many launches came from one address",
  noLogin: "The person was not logged in, or is not let in",
  other: "BinderHub failed with an error",
};

function ofAttempt({ outcome, why, entries, seconds }: Attempt, { closed, building }: Evidence): string {
  if (outcome === "launched")
    return `It was launched${seconds === undefined ? "" : ` in ${seconds} s`}, and the server has been stopped since.`;
  if (outcome === "left") return "The person closed the page before it was ready.";
  if (why === "notFound" && closed !== undefined) return `The hub is closed: ${closed}`;
  const failure = why === "buildFailed" ? buildFailure(building) : undefined;
  if (failure !== undefined) return failure;
  const error = entries.findLast(({ text }) => /^[45]\d\d GET /.test(text) && !text.endsWith("ms"));
  const said =
    error === undefined ? "" : ` (BinderHub said: ${oneLine(error.text.replace(/^\d{3} GET \S+ \([^)]*\): /, ""))})`;
  return `${sentences[why ?? "other"]}${said}.`;
}

function times(restarts: number): string {
  return restarts > 1 ? `, ${restarts} times` : "";
}

function isReady({ status }: PodObject): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
}

function timeOf(date: Date | undefined): string {
  return date === undefined ? "a moment ago" : `${new Date(date).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The first lines of a message in one, without secrets. */
function oneLine(message: string): string {
  const line = blotted(message).replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
