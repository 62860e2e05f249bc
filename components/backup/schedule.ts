/** Times from one backup to the next: each of them goes into a day. */
export const everyChoices = ["6h", "12h", "24h"] as const;

export type BackupEvery = (typeof everyChoices)[number];

/** Hours from one backup to the next. */
export const hoursOf = (every: BackupEvery): number => Number.parseInt(every, 10);

/**
 * The times as Kubernetes writes them: `41 2,14 * * *`.
 *
 * @param at time of day of one of them: `02:41`
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function cronOf(every: BackupEvery, at: string): string {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  const step = hoursOf(every);
  const hours = Array.from({ length: 24 / step }, (_, index) => (hour % step) + index * step);
  return `${minute} ${hours.join(",")} * * *`;
}
