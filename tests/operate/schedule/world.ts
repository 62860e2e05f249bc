import { type ScheduleFacts } from "../../../components/schedule/facts";
import { stateIn } from "../../../operate/hub/schedule/kept";
import { type Ground, pass, type Pass, type Running } from "../../../operate/hub/schedule/pass";

/** A hub of office hours, with two pools and places that are kept free. */
export const office: ScheduleFacts = {
  ...{ up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", except: ["2026-12-02"] },
  ...{ warmUp: "15m", finish: "1h", sleep: "nodes", wakeOnVisit: true, awakeMinutes: 120 },
  ...{ keepers: { users: 2, builds: 1 }, placeholders: 3 },
};

const minute = 60_000;

/**
 * A cluster whose clock the test moves. Its autoscaler starts nodes for pods that hold them or have no place, which takes four minutes, and removes
 * nodes that nobody needs after ten.
 */
export class World {
  data: Record<string, string> | undefined;
  now: number;
  readonly scales: Record<string, number> = { "binder-keeper-users": 0, "binder-keeper-builds": 0 };
  free = 0;
  running: Running[] = [];
  /** Nodes of people and builds: when each became, or becomes, ready. */
  nodes: { readonly pool: string; readonly ready: number; idleSince?: number }[] = [];
  broken = new Set<keyof Ground>();
  passes: Pass[] = [];

  constructor(
    start: string,
    readonly schedule: ScheduleFacts = office,
  ) {
    this.now = Date.parse(`${start}Z`);
  }

  get state() {
    return stateIn(this.data);
  }

  ready(pool: string): number {
    return this.nodes.filter((node) => node.pool === pool && node.ready <= this.now).length;
  }

  /** A visitor's click, as BinderHub writes it. */
  click(minutes = this.schedule.awakeMinutes): void {
    const iso = (time: number) => new Date(time).toISOString();
    this.data = { ...this.data, visit: JSON.stringify({ at: iso(this.now), until: iso(this.now + minutes * minute) }) };
  }

  /** Lets time go on, minute by minute. The job runs every five. */
  async until(time: string, job = true): Promise<void> {
    const end = Date.parse(`${time}Z`);
    for (;;) {
      if (job && this.now % (5 * minute) === 0) await this.run();
      this.autoscale();
      if (this.now >= end) return;
      this.now += minute;
    }
  }

  /** Seconds that a server takes to stop. They pass only with a clock that the test moves. */
  takes: (server: Running) => number = () => 0;

  async run(): Promise<Pass> {
    const began = Date.now();
    const done = await pass(this.schedule, this.ground(), this.now, () => (Date.now() - began) / 1000);
    this.passes.push(done);
    return done;
  }

  private autoscale(): void {
    for (const pool of ["users", "builds"]) {
      const needed = Math.max(
        this.scales[`binder-keeper-${pool}`] ?? 0,
        pool === "users" ? Math.ceil((this.running.length + this.free) / 4) : 0,
      );
      const there = this.nodes.filter((node) => node.pool === pool);
      for (let count = there.length; count < needed; count += 1)
        this.nodes.push({ pool, ready: this.now + 4 * minute });
      there.forEach((node, index) => {
        if (index < needed) delete node.idleSince;
        else node.idleSince ??= this.now;
      });
    }
    this.nodes = this.nodes.filter(({ idleSince = this.now }) => this.now - idleSince < 10 * minute);
  }

  private ground(): Ground {
    const answer = <Value>(name: keyof Ground, work: () => Value): Promise<Value> =>
      this.broken.has(name) ? Promise.reject(new Error(`${name} is broken`)) : Promise.resolve(work());
    return {
      kept: () => answer("kept", () => this.data),
      keep: (data) => answer("keep", () => void (this.data = { ...this.data, ...data })),
      keeper: (name) =>
        answer("keeper", () => {
          const replicas = this.scales[name] ?? 0;
          return { replicas, ready: Math.min(replicas, this.ready(name.replace("binder-keeper-", ""))) };
        }),
      scaleKeeper: (name, replicas) => answer("scaleKeeper", () => void (this.scales[name] = replicas)),
      placeholders: () => answer("placeholders", () => this.free),
      scalePlaceholders: (replicas) => answer("scalePlaceholders", () => void (this.free = replicas)),
      readyNodes: () => answer("readyNodes", () => this.nodes.map(({ ready }) => ready).filter((at) => at <= this.now)),
      servers: () => answer("servers", () => [...this.running]),
      stop: async (server) => {
        const seconds = this.takes(server);
        if (seconds > 0) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        await answer("stop", () => void (this.running = this.running.filter((one) => one.user !== server.user)));
      },
    };
  }
}
