/** Name of the hub's service that may launch, of the one user whose server it is given, and of the job that checks the hub. */
export const checkName = "binder-check";

/** ConfigMap in which scheduled checks keep their results. The first check makes it. `npm run hub -- check --last` reads it. */
export const keptMap = "binder-check-results";
