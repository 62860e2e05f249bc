import { clockIn } from "../../../sandbox/azure/expressions";
import { runOf } from "../../../sandbox/azure/logic-apps";
import { at } from "../../../settings/untyped";

const minute = 60_000;

/**
 * Logic Apps and Azure, as a workflow meets them: triggers by the week, and a cluster that can be started and stopped, and takes time for it.
 * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows
 */
export class WorkflowClock {
  /** What Azure accepted, with the time: `2027-02-01T06:00 start`. */
  readonly asked: string[] = [];
  /** How often Azure refused to start or to stop the cluster, as another operation was running. */
  refused = 0;
  /** When the last run ended. */
  ended = 0;
  /** Runs that have failed, with the time. Of these, people get an e-mail. */
  readonly failed: string[] = [];
  state: "Running" | "Stopped" = "Running";
  /** Until when the identity has no role yet. */
  roleFrom = 0;
  /** Until when another operation is running, in which Azure refuses to start and to stop. */
  busyUntil = 0;
  /** Minutes that a start or a stop takes. */
  takes = 5;
  /** Minutes by which triggers come late. @see https://github.com/MicrosoftDocs/azure-docs/issues/31468 */
  late = 0;

  constructor(private readonly definition: unknown) {}

  private get triggers(): [string, unknown][] {
    return Object.entries(at(this.definition, "triggers") as object);
  }

  /** Lets a span pass, in steps of five minutes: triggers come at such times. @param from a time such as 07:35 */
  run(from: number, until: number): void {
    for (let now = from; now < until; now += 5 * minute) {
      for (const [name, trigger] of this.triggers)
        if (fires(at(trigger, "recurrence"), now)) this.fire(name, now + this.late * minute);
    }
  }

  /**
   * The workflow is deployed, or saved: each of its triggers fires at once. With a `startTime` they should not, and it was seen that they do.
   * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows "runs immediately when you save or deploy"
   * @see https://github.com/microsoft/startstopv2-deployments/issues/74
   */
  save(now: number): void {
    for (const [name] of this.triggers) this.fire(name, now);
  }

  /** Runs the workflow for one trigger. */
  fire(trigger: string, at: number): void {
    let now = at;
    const status = runOf(this.definition, trigger, {
      now: () => now,
      wait: (minutes) => void (now += minutes * minute),
      ask: (method, uri) => this.answer(method, uri, now),
    });
    this.ended = now;
    if (status === "Failed") this.failed.push(`${written(at)} ${trigger}`);
  }

  private answer(method: string, uri: string, now: number): { status: number; body: unknown } {
    if (now < this.roleFrom) return { status: 403, body: { error: { code: "AuthorizationFailed" } } };
    const isBusy = now < this.busyUntil;
    const properties = { provisioningState: isBusy ? "Updating" : "Succeeded", powerState: { code: this.state } };
    if (method === "GET") return { status: 200, body: { properties } };
    const what = /\/(start|stop)\?api-version=/.exec(uri)?.[1];
    if (what === undefined) throw new Error(`Azure has no ${uri}`);
    if (isBusy) this.refused += 1;
    if (isBusy) return { status: 409, body: { error: { code: "OperationNotAllowed" } } };
    this.state = what === "start" ? "Running" : "Stopped";
    this.busyUntil = now + this.takes * minute;
    this.asked.push(`${written(now)} ${what}`);
    return { status: 202, body: {} };
  }
}

const written = (time: number): string => new Date(time).toISOString().slice(0, 16);

/**
 * Whether a weekly recurrence comes in a minute, as the clocks of its zone go. A time that is left out in spring comes an hour later, and of one that
 * there is twice in autumn, the first counts.
 * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows#daylight-saving-standard-time
 */
function fires(recurrence: unknown, now: number): boolean {
  const zone = String(at(recurrence, "timeZone"));
  const time = (part: "hours" | "minutes") => Number(at(recurrence, "schedule", part, 0));
  const [hour, minutes] = [time("hours"), time("minutes")];
  // Clocks differ from UTC by quarters of an hour: most times need no look.
  if ((now / minute - minutes) % 15 !== 0) return false;
  const [shown, before] = [clockAt(now, zone), clockAt(now - 60 * minute, zone)];
  const is = (clock: number) => {
    const date = new Date(clock);
    if (date.getUTCHours() !== hour || date.getUTCMinutes() !== minutes) return false;
    const days = at(recurrence, "schedule", "weekDays") as string[];
    return days.includes(date.toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" }));
  };
  if (shown === before) return false;
  return is(shown) || (shown > before + 60 * minute && is(before + 60 * minute));
}

/** What a clock shows, as if it were in UTC. */
const clockAt = (now: number, zone: string): number => Date.parse(`${clockIn(new Date(now).toISOString(), zone)}Z`);
