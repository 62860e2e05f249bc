import { type HubFacts } from "../../../components/operate/facts";
import { type CleanUp } from "../clean-up";
import { startKernel } from "../kernel";
import { launch, type LaunchArgs, type Launched, type Server } from "../launch";
import { type Guest } from "../guest";
import { makePeople, newNames, removePeople, removeStrays, userOf } from "../users";
import { type Visit, type Visitor } from "./visits";

/** Seconds after which a launch is given up: as long as BinderHub waits for a server. */
const launchLimit = 600;

/** Seconds that a kernel may take to start, and a cell to run. */
const cellLimit = 60;

/** What people do. */
export interface Plan {
  readonly guest: Guest;
  /** The repository in links. */
  readonly spec: string;
  readonly people: number;
  /** Seconds that all of it can take. */
  readonly seconds: number;
  readonly cleanUp: CleanUp;
}

/** People who launch a repository on a real hub. All that they have is gone when the command ends. */
export class Crowd implements Visitor {
  private readonly servers = new Map<number, Server>();
  private readonly launching = new Set<Promise<Launched>>();
  /** Users who are still to be removed. */
  private readonly present: Set<string>;
  private hasStrays = false;

  private constructor(
    private readonly plan: Plan,
    private readonly users: readonly string[],
  ) {
    this.present = new Set(users);
  }

  /** What lets each of them in. Where nobody logs in, they are nobody in particular. */
  private people: readonly HubFacts[] = [];

  /** @throws what the hub answered to the wish for users */
  static async gather(plan: Plan): Promise<Crowd> {
    const { guest, cleanUp } = plan;
    const crowd = new Crowd(plan, guest.facts.login === "none" ? [] : newNames(plan.people));
    cleanUp.owe("What was launched", () => crowd.removeAll(), launchLimit);
    if (crowd.users.length > 0) crowd.people = await makePeople(guest, crowd.users, plan.seconds + launchLimit);
    return crowd;
  }

  /** Launches for one of them. */
  async launch(person: number, onEvent?: LaunchArgs["onEvent"]): Promise<Launched> {
    const { guest, spec, cleanUp } = this.plan;
    const facts = this.people[person] ?? guest.facts;
    // Where nobody logs in, only the end of a launch tells whose server it is: then it is waited for.
    const signal = this.users.length > 0 ? { signal: cleanUp.signal } : {};
    const going = launch({ facts, web: guest.web, spec, seconds: launchLimit, ...(onEvent && { onEvent }), ...signal });
    this.launching.add(going);
    const launched = await going;
    this.launching.delete(going);
    const user = launched.server && userOf(launched.server);
    if (user !== undefined) this.present.add(user);
    // Each attempt of BinderHub makes a user.
    else if (this.users.length === 0) this.hasStrays = true;
    if (launched.server !== undefined) this.servers.set(person, launched.server);
    return launched;
  }

  async come(person: number): Promise<Omit<Visit, "clicked">> {
    const began = performance.now();
    const { server, failure, seconds } = await this.launch(person);
    if (server === undefined) return { failure: failure ?? "it failed" };
    try {
      await firstResult(this.plan.guest, server);
      return { notebook: seconds, result: (performance.now() - began) / 1000 };
    } catch (error) {
      return { notebook: seconds, failure: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Removes one of them. Who cannot be removed now is tried again at the end. */
  async leave(person: number): Promise<void> {
    const server = this.servers.get(person);
    const user = this.users[person] ?? (server && userOf(server));
    if (user === undefined) return;
    await removePeople(this.plan.guest, [user]).then(
      () => this.present.delete(user),
      () => undefined,
    );
  }

  /** Leaves a server to the one who asked for it. */
  keep(person: number): void {
    const server = this.servers.get(person);
    const user = server && userOf(server);
    if (user !== undefined) this.present.delete(user);
  }

  private async removeAll(): Promise<void> {
    const { guest, spec, seconds } = this.plan;
    await Promise.allSettled(this.launching);
    await removePeople(guest, [...this.present]);
    if (this.hasStrays) await removeStrays(guest, spec, seconds + launchLimit);
  }
}

/** Starts a kernel, and computes. @throws why it could not */
export async function firstResult({ web }: Guest, server: Server): Promise<{ readonly roundTrip: number }> {
  const kernel = await startKernel(web, server, cellLimit);
  try {
    const { printed, seconds } = await kernel.run("print(1 + 1)", cellLimit);
    if (printed !== "2") throw new Error(`the kernel says that 1 + 1 is ${printed}`);
    return { roundTrip: seconds };
  } finally {
    kernel.close();
  }
}
