/** Name of the job that applies the schedule, and of the hub's service that stops servers. */
export const scheduleName = "binder-schedule";

/** Seconds that the job may take. It comes every five minutes. */
export const longestRun = 240;

/** ConfigMap in which the job says when the hub sleeps, and BinderHub who woke it. The first run makes it. */
export const stateMap = "binder-schedule-state";

/** Name of the Deployment that holds a pool's nodes while the hub is awake. */
export const keeperName = (pool: string): string => `binder-keeper-${pool}`;
