import { type Task } from "../../sandbox/schedule";

/** A task that takes some seconds, after others. */
export const task = (name: string, seconds: number, ...after: readonly string[]): Task => ({
  name,
  label: name.toUpperCase(),
  seconds,
  after,
  reachesCloud: true,
});
