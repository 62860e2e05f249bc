/** Times from one check to the next: each of them goes into a day. */
export const everyChoices = ["10m", "15m", "30m", "1h", "2h", "3h", "4h", "6h", "8h", "12h", "24h"] as const;

export type CheckEvery = (typeof everyChoices)[number];

/** The first minute of the hour, or the hour, at which one begins: not when courses do, and half the world's other jobs. */
const first = { minute: 7, hour: 5 };

/** The times as Kubernetes writes them: `7,37 * * * *`. @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax */
export function cronOf(every: CheckEvery): string {
  const count = Number.parseInt(every);
  if (every.endsWith("m")) return `${steps(first.minute, count, 60)} * * * *`;
  return `${first.minute} ${count === 1 ? "*" : steps(first.hour % count, count, 24)} * * *`;
}

/** Minutes from one check to the next. */
export function minutesOf(every: CheckEvery): number {
  return Number.parseInt(every) * (every.endsWith("h") ? 60 : 1);
}

function steps(from: number, step: number, end: number): string {
  return Array.from({ length: end / step }, (_, index) => from + index * step).join(",");
}
