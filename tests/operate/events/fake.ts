import { at } from "../../../settings/untyped";
import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { type EventFacts } from "../../../components/events/facts";
import { type HubFacts } from "../../../components/operate/facts";
import { cleaningUp } from "../../../operate/hub/clean-up";
import { type Clock } from "../../../operate/hub/clock";
import { type Cluster } from "../../../operate/hub/cluster";
import { type Outcome } from "../../../operate/hub/desk";
import { type EventDesk } from "../../../operate/hub/events/desk";
import { type NodeObject, type PodObject } from "../../../operate/hub/objects";
import { type Answer, fakeHub } from "../load/fake-hub";
import { pause } from "./world";

/** What a Deployment of an event is like. */
export interface Held {
  replicas: number;
  ready: number;
  updated?: number;
  /** Whether Kubernetes has seen the last change. @default it has */
  seen?: boolean;
  image: string;
}

interface Op {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}

/** Objects of a cluster that events have, as the API server answers for them. */
export class FakeObjects {
  data: Record<string, string> | undefined;
  held: Held = { replicas: 0, ready: 0, image: pause };
  pods: PodObject[] = [];
  nodes: NodeObject[] = [];
  /** What was asked, in a word and its selector. */
  readonly asked: string[] = [];
  /** Each time that the Deployment is read. */
  onRead: () => void = () => undefined;

  /** @param rest what else of a cluster there is */
  cluster(rest: object = {}): Cluster {
    const before = rest as { core?: { listNamespacedPod?: (asked: object) => Promise<unknown> } };
    const answer = (what: string, items: readonly unknown[]) => {
      this.asked.push(what);
      return Promise.resolve({ items });
    };
    const core = {
      ...before.core,
      listNamespacedConfigMap: ({ fieldSelector }: { fieldSelector: string }) =>
        answer(
          `configmaps ${fieldSelector}`,
          fieldSelector.endsWith("binder-events-state") ? [{ data: this.data }] : [],
        ),
      createNamespacedConfigMap: () => Promise.resolve({}),
      patchNamespacedConfigMap: () => Promise.resolve({}),
      listNamespacedPod: (asked: { labelSelector?: string }) => {
        const { labelSelector = "" } = asked;
        if (before.core?.listNamespacedPod !== undefined && /^component=(binder|hub)$/.test(labelSelector))
          return before.core.listNamespacedPod(asked);
        return answer(`pods ${labelSelector}`, this.pods.filter(matches(labelSelector)));
      },
      listNode: ({ labelSelector = "" } = {}) =>
        answer(`nodes ${labelSelector}`, this.nodes.filter(matches(labelSelector))),
    };
    const apps = {
      readNamespacedDeployment: ({ name }: { name: string }) => {
        this.asked.push(`deployment ${name}`);
        this.onRead();
        const { replicas, ready, updated = ready, seen = true, image } = this.held;
        return Promise.resolve({
          metadata: { generation: 2 },
          spec: {
            replicas,
            selector: { matchLabels: { app: "binderhub", component: name } },
            template: {
              spec: {
                ...(image !== "" && { initContainers: [{ name: "image", image }] }),
              },
            },
          },
          status: { readyReplicas: ready, updatedReplicas: updated, observedGeneration: seen ? 2 : 1 },
        });
      },
      patchNamespacedDeployment: ({ body }: { body: readonly Op[] }) => {
        for (const { op, path, value } of body) {
          this.asked.push(`${op} ${path} ${JSON.stringify(value)}`);
          if (path === "/spec/replicas") this.held = { ...this.held, replicas: Number(value) };
          if (path.endsWith("/initContainers")) this.held = { ...this.held, image: String(at(value, 0, "image")) };
        }
        return Promise.resolve({});
      },
    };
    const cluster = {
      ...{ namespace: "binderhub", ...rest, core, apps },
      ask: (_what: string, asked: Promise<unknown>) => asked,
      changeMap: (_what: string, name: string, data: Record<string, string | null>) => {
        this.asked.push(`patch ${name} ${Object.keys(data).join(" ")}`);
        const merged = Object.entries({ ...this.data, ...data });
        this.data = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
        return Promise.resolve();
      },
    };
    return cluster as unknown as Cluster;
  }
}

const matches =
  (selector: string) =>
  ({ metadata }: PodObject | NodeObject): boolean =>
    selector
      .split(",")
      .filter((part) => part !== "")
      .every((part) => {
        const [key = "", value] = part.split("=");
        return metadata?.labels?.[key] === value;
      });

/** A pod with labels. */
export function podOf(
  name: string,
  labels: Record<string, string>,
  {
    node,
    ready = true,
    ...more
  }: { node?: string; ready?: boolean; trouble?: string; deleted?: true; user?: string; server?: string } = {},
): PodObject {
  const unscheduled = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: more.trouble };
  const pod = {
    metadata: {
      ...{ name, labels },
      ...(more.deleted && { deletionTimestamp: new Date(0) }),
      annotations: { "hub.jupyter.org/username": more.user ?? "", "hub.jupyter.org/servername": more.server ?? "" },
    },
    spec: { containers: [], ...(node !== undefined && { nodeName: node }) },
    status: {
      conditions: [
        { type: "Ready", status: ready ? "True" : "False" },
        ...(more.trouble === undefined ? [] : [unscheduled]),
      ],
    },
  };
  return pod;
}

/** A command on a fake hub with events: what it says, and what is left of it. */
export async function onEventHub(
  {
    events,
    now,
    login = "none",
    answer = () => "launch",
    objects = new FakeObjects(),
    clock = hurried(),
    facts: more = {},
    numbers,
  }: {
    events: readonly EventFacts[];
    /** UTC. */
    now: string;
    login?: HubFacts["login"];
    answer?: (click: number) => Answer;
    objects?: FakeObjects;
    clock?: Clock;
    facts?: Partial<HubFacts>;
    /** What the event's page answers. */
    numbers?: object;
  },
  command: (desk: EventDesk) => Promise<Outcome> | Outcome,
  meanwhile: (interrupt: () => void, hub: Awaited<ReturnType<typeof fakeHub>>) => Promise<void> = () =>
    Promise.resolve(),
) {
  const hub = await fakeHub(login, answer);
  const process = Object.assign(new EventEmitter(), {
    ...{ exit: () => undefined, stdout: new EventEmitter(), stderr: new EventEmitter() },
  });
  const out = new PassThrough();
  let outcome: Outcome | undefined;
  const began = clock.now();
  const page: typeof hub.guest.web.get = (url, init) =>
    url.endsWith("/numbers")
      ? Promise.resolve(
          new Response(JSON.stringify(numbers ?? {}), { status: numbers === undefined ? 404 : 200 }) as never,
        )
      : hub.guest.web.get(url, init);
  const guest = {
    facts: { ...hub.guest.facts, totalQuota: 500, events, ...more },
    web: { ...hub.guest.web, get: page },
    cluster: objects.cluster(hub.guest.cluster),
  };
  const desk = {
    ...{ guest, screen: { out }, clock },
    now: () => new Date(Date.parse(`${now}Z`) + (clock.now() - began) * 1000),
  };
  try {
    const ended = cleaningUp(
      async (cleanUp) => {
        outcome = await command({ ...desk, cleanUp });
        return outcome.code;
      },
      { process: process as never, say: (line) => out.write(`${line}\n`), clock: { now: () => 0, wait: never } },
    );
    await meanwhile(() => process.emit("SIGINT", "SIGINT"), hub);
    const code = await ended;
    const said = String(out.read() ?? "")
      .replaceAll(new URL(guest.facts.binderUrl).origin, "https://hub.example.org")
      .trimEnd();
    return {
      code,
      said,
      result: outcome?.result,
      users: [...hub.users],
      clicks: hub.clicks(),
      objects,
      endedAt: desk.now(),
    };
  } finally {
    await hub.close();
  }
}

/** A clock that goes on to the next thing that is waited for, as fast as others let it. @param onWait called with the time */
export function hurried(onWait: (now: number) => void = () => undefined): Clock {
  let time = 0;
  let waiting: { readonly until: number; readonly end: () => void }[] = [];
  const goOn = () => {
    const next = waiting.sort((one, other) => one.until - other.until).shift();
    if (next === undefined) return;
    time = Math.max(time, next.until);
    onWait(time);
    next.end();
  };
  return {
    now: () => time,
    wait: (seconds, signal) =>
      new Promise((end) => {
        if (signal?.aborted === true) {
          end();
          return;
        }
        const ended = () => {
          waiting = waiting.filter((other) => other !== one);
          signal?.removeEventListener("abort", ended);
          end();
        };
        const one = { until: time + seconds, end: ended };
        waiting.push(one);
        signal?.addEventListener("abort", ended);
        setImmediate(goOn);
      }),
  };
}

/** Ends only with the signal. */
function never(_seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    else signal?.addEventListener("abort", () => resolve());
  });
}
