import { type Operation } from "./faults";
import { type Schedule, type ScheduledTask } from "./schedule";

/**
 * Has simulated clouds keep to a schedule without any real time passing: each operation is answered in its turn, once all that the
 * schedule has going on at that moment has begun. An engine that is slower than the schedule gets no answer: it waits for one
 * operation to end before it begins another, which should already go on.
 */
export class VirtualClock {
  /** What clouds are asked to do, in the order in which it ends. */
  private tasks: readonly ScheduledTask[] = [];
  private readonly begun = new Map<string, () => void>();
  private ended = 0;
  private now = 0;
  private tooEarly: string[] = [];

  /** Starts at zero, with a schedule to keep to. @throws where an earlier one has not come to its end */
  follow({ tasks }: Schedule): void {
    if (this.ended < this.tasks.length) throw new Error(`still to begin or to end: ${this.missing.join(", ")}`);
    this.tasks = tasks
      .filter(({ reachesCloud }) => reachesCloud)
      .sort((a, b) => a.finish - b.finish || a.start - b.start);
    this.begun.clear();
    this.tooEarly = [];
    this.ended = this.now = 0;
  }

  /** What keeps the clock from moving on: it should go on by now, and has not begun. Empty once all is done. */
  get missing(): string[] {
    return this.dueBefore(this.tasks[this.ended])
      .filter(({ name }) => !this.begun.has(name))
      .map(({ name }) => name);
  }

  /** What began before the schedule had it begin, or is not in it at all. */
  get early(): readonly string[] {
    return this.tooEarly;
  }

  /**
   * Settles when an operation may be carried out. Looks at inputs take no time, and where no schedule is followed, nothing does.
   *
   * @param target URN of the resource, or token of the function
   */
  turn(target: string, operation: Operation): Promise<void> {
    if (operation === "check" || this.tasks.length === 0) return Promise.resolve();
    const task = this.tasks.find(({ name }) => name === target);
    if (task === undefined || task.start > this.now) this.tooEarly.push(target);
    if (task === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      this.begun.set(target, resolve);
      this.advance();
    });
  }

  private advance(): void {
    for (let next = this.tasks[this.ended]; next !== undefined; next = this.tasks[this.ended]) {
      const { name, finish } = next;
      if (!this.dueBefore(next).every((task) => this.begun.has(task.name))) return;
      this.now = finish;
      this.ended++;
      // Not at once: whoever has just begun does not listen yet, and would hear of its end after those that end later.
      queueMicrotask(this.begun.get(name) ?? (() => undefined));
    }
  }
  /** What must have begun for a task to end: itself, and all that begins before it ends. */
  private dueBefore(task: ScheduledTask | undefined): readonly ScheduledTask[] {
    return task === undefined ? [] : this.tasks.filter((other) => other === task || other.start < task.finish);
  }
}
