/** Something that takes time, and what it waits for. */
export interface Task {
  /** What it is known by: a URN, or the token of a function. */
  readonly name: string;
  /** What to call it before people. */
  readonly label: string;
  readonly seconds: number;
  /** Names of the tasks that must have ended before it begins; those that are none of the tasks count for nothing. */
  readonly after: readonly string[];
  /** Whether a cloud is asked to do it. */
  readonly reachesCloud: boolean;
}

/** A task and when it is done, in seconds since all began. */
export interface ScheduledTask extends Task {
  readonly start: number;
  readonly finish: number;
}

/** When everything is done, where every task begins as soon as it can. */
export interface Schedule {
  readonly tasks: readonly ScheduledTask[];
  /** Seconds until the last one ends. */
  readonly makespan: number;
  /** The chain of tasks that makes it so long: each begins when the one before it ends. */
  readonly criticalPath: readonly ScheduledTask[];
}

/**
 * Schedules tasks as if any number of them could be done at a time.
 *
 * @param tasks none of which waits for itself, by whatever way
 */
export function schedule(tasks: readonly Task[]): Schedule {
  const waiting = new Map(tasks.map((task) => [task.name, task]));
  const placed = new Map<string, ScheduledTask>();
  const place = (task: Task): ScheduledTask => {
    const known = placed.get(task.name);
    if (known !== undefined) return known;
    const start = Math.max(0, ...before(task).map(({ finish }) => finish));
    const scheduled = { ...task, start, finish: start + task.seconds };
    placed.set(task.name, scheduled);
    return scheduled;
  };
  const before = ({ after }: Task) => after.flatMap((name) => waiting.get(name) ?? []).map(place);

  const all = tasks.map(place);
  const makespan = Math.max(0, ...all.map(({ finish }) => finish));
  const criticalPath: ScheduledTask[] = [];
  let link = all.find(({ finish }) => finish === makespan);
  while (link !== undefined) {
    const { start }: ScheduledTask = link;
    criticalPath.unshift(link);
    link = before(link).find(({ finish }) => finish === start);
  }
  return { tasks: all, makespan, criticalPath: criticalPath.filter(({ seconds }) => seconds > 0) };
}
