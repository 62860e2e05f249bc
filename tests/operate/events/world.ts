import { type EventFacts, instantsOf } from "../../../components/events/facts";
import { hasRoom, phaseAt } from "../../../components/events/phase";
import { keptOf, type Rehearsal, written } from "../../../operate/hub/events/kept";
import { type Ground, type Holder, pass, type Pass, type Preparation } from "../../../operate/hub/events/pass";
import { isRehearsed } from "../../../operate/hub/events/rehearsal";
import { iso } from "../../../operate/hub/schedule/kept";

export const minute = 60_000;

/** What a pod pulls before an image is known. */
export const pause = "registry.k8s.io/pause:3.10";

interface Node {
  readonly event: string;
  /** When it joins, milliseconds since 1970. */
  readonly joins: number;
  idleSince?: number;
}

interface Server {
  readonly user: string;
  readonly server: string;
  readonly event: string;
}

/** What the repository of an event does when it is built. */
export type Build = "well" | "fails";

/**
 * A hub, its cluster and its people, with a clock that the test moves. AKS makes a node for a pod that has none in 5 minutes, and removes one that nobody needs
 * after 10. A node pulls an image in 3 minutes. BinderHub builds each commit once, whoever asks, in 20 minutes. JupyterHub labels servers
 * of an event while it has room.
 */
export class World {
  now: number;
  data: Record<string, string> | undefined;
  readonly holders = new Map<string, { replicas: number; image: string; since: number }>();
  nodes: Node[] = [];
  running: Server[] = [];
  /** Servers that were stopped: the user's name. */
  readonly stopped: string[] = [];
  /** Images that are in the registry, or when they will be. */
  private readonly images = new Map<string, number>();
  /** What the default branch of each repository is. */
  commits: Record<string, string> = {};
  builds: Record<string, Build> = {};
  readonly passes: Pass[] = [];
  broken = new Set<keyof Ground>();
  /** Answers that the test gives, one a call: whether the next call of the job fails. */
  fails: () => boolean = () => false;
  launches = 0;
  /** What the job does, in its order. */
  readonly calls: string[] = [];
  /** What happens while an image is built. */
  whileBuilding: () => void = () => undefined;

  constructor(
    start: string,
    public events: readonly EventFacts[],
  ) {
    this.now = Date.parse(`${start}Z`);
    this.deploy(events);
  }

  /** What `pulumi up` makes and removes. Replicas and the image are the job's. */
  deploy(events: readonly EventFacts[]): void {
    this.events = events;
    for (const { name } of events)
      if (!this.holders.has(name)) this.holders.set(name, { replicas: 0, image: pause, since: this.now });
    for (const name of this.holders.keys()) {
      if (events.some((event) => event.name === name)) continue;
      this.holders.delete(name);
      this.nodes = this.nodes.filter((node) => node.event !== name);
      this.running = this.running.filter((server) => server.event !== name);
    }
  }

  /** How many nodes of an event are there, and how many holders are ready. */
  at(name: string): { nodes: number; holders: number; ready: number; image: string; servers: number } {
    const holder = this.holder(name);
    return {
      ...{ nodes: this.joined(name).length, holders: holder.replicas, ready: holder.ready, image: holder.image },
      servers: this.running.filter(({ event }) => event === name).length,
    };
  }

  kept<What extends "prepared" | "seen" | "rehearsal">(name: string, what: What) {
    return keptOf(this.data, this.event(name), what);
  }

  rehearse(name: string, rehearsal: Rehearsal): void {
    this.data = { ...this.data, ...written(this.event(name), "rehearsal", rehearsal) };
  }

  /** Somebody opens the link. The hub labels the server while the event has room. */
  click(name: string, user: string): void {
    if (this.hasRoom(name)) this.running.push({ user, server: "", event: name });
  }

  /** Lets time go on, minute by minute. The job runs every five, as often as `runs` says. */
  async until(time: string, runs: () => number = () => 1): Promise<void> {
    const end = Date.parse(`${time}Z`);
    for (;;) {
      if (this.now % (5 * minute) === 0) for (let count = runs(); count > 0; count--) await this.run();
      this.autoscale();
      if (this.now >= end) return;
      this.now += minute;
    }
  }

  /** Seconds that the job has run. */
  spent = () => 0;

  async run(): Promise<Pass> {
    const done = await pass(this.events, this.ground(), this.now, () => this.spent());
    this.passes.push(done);
    return done;
  }

  private event(name: string): EventFacts {
    const found = this.events.find((event) => event.name === name);
    if (found === undefined) throw new Error(`no event ${name}`);
    return found;
  }

  private hasRoom(name: string): boolean {
    const event = this.event(name);
    return hasRoom(phaseAt(instantsOf(event), this.now)) || isRehearsed(event, this.data, this.now);
  }

  private joined(name: string): readonly Node[] {
    return this.nodes.filter(({ event, joins }) => event === name && joins <= this.now);
  }

  private holder(name: string): Holder {
    const found = this.holders.get(name);
    if (found === undefined) throw new Error(`deployments.apps "binder-event-${name}" not found`);
    const pulled = this.joined(name).filter(({ joins }) => Math.max(joins, found.since) + 3 * minute <= this.now);
    return { replicas: found.replicas, ready: Math.min(found.replicas, pulled.length), image: found.image };
  }

  private autoscale(): void {
    for (const [name, { replicas }] of this.holders) {
      const there = this.nodes.filter(({ event }) => event === name);
      const needed = Math.max(replicas, Math.ceil(this.running.filter(({ event }) => event === name).length / 10));
      for (let count = there.length; count < needed; count++)
        this.nodes.push({ event: name, joins: this.now + 5 * minute });
      there.forEach((node, index) => {
        if (index < needed) delete node.idleSince;
        else node.idleSince ??= this.now;
      });
    }
    this.nodes = this.nodes.filter(({ idleSince = this.now }) => this.now - idleSince < 10 * minute);
  }

  private build(event: EventFacts): Preparation {
    this.launches++;
    const commit = this.commits[event.repository] ?? "0a1b2c3";
    const image = `registry.example.org/binder-${event.name}:${commit}`;
    const does = this.builds[event.repository] ?? "well";
    const there = this.images.get(image) ?? this.now + 20 * minute;
    this.images.set(image, there);
    if (there > this.now) return { goesOn: "building goes on in the hub" };
    if (does !== "fails") return { commit, image };
    // BinderHub keeps no image of a build that failed, and builds anew.
    this.images.delete(image);
    return { failure: "ERROR: no matching distribution" };
  }

  private ground(): Ground {
    const answer = <Value>(name: keyof Ground, work: () => Value): Promise<Value> =>
      this.broken.has(name) || this.fails()
        ? Promise.reject(new Error(`${name} is broken`))
        : Promise.resolve().then(work);
    return {
      kept: () => answer("kept", () => this.data && { ...this.data }),
      keep: (data) =>
        answer("keep", () => {
          const merged = Object.entries({ ...this.data, ...data });
          this.data = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
        }),
      holder: (event) => answer("holder", () => this.holder(event.name)),
      setHolder: (event, wanted) =>
        answer("setHolder", () => {
          const before = this.holders.get(event.name);
          if (before === undefined) throw new Error("not found");
          this.calls.push(`room ${event.name}`);
          const since = wanted.image === undefined ? before.since : this.now;
          this.holders.set(event.name, { ...before, ...wanted, since });
        }),
      readyNodes: (event) => answer("readyNodes", () => this.joined(event.name).length),
      servers: (event) => answer("servers", () => this.running.filter((one) => one.event === event.name)),
      stop: ({ user }) =>
        answer("stop", () => {
          this.calls.push(`stop ${user}`);
          this.running = this.running.filter((one) => one.user !== user);
          this.stopped.push(user);
        }),
      prepare: (event) =>
        answer("prepare", () => {
          this.calls.push(`build ${event.name}`);
          this.whileBuilding();
          return this.build(event);
        }),
    };
  }
}

/** A rehearsal from a moment on, so many minutes long. */
export const rehearsalFrom = (time: string, minutes: number): Rehearsal => {
  const from = Date.parse(`${time}Z`);
  return { from: iso(from), until: iso(from + minutes * minute) };
};
