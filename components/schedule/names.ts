/** Name of the job that applies the schedule, of its ConfigMap, and of the hub's service that stops servers. */
export const scheduleName = "binder-schedule";

/** Name of the Deployment that holds a pool's nodes while the hub is awake. */
export const keeperName = (pool: string): string => `binder-keeper-${pool}`;
