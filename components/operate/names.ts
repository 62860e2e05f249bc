/** Name of the hub's service that may launch, of the one user whose server it is given, and of the job that checks the hub. */
export const checkName = "binder-check";

/** ConfigMap that says which check may launch with the service now. The first check makes it. */
export const turnMap = "binder-check-turn";

/** ConfigMap in which scheduled checks keep their results. The first check makes it. `npm run hub -- check --last` reads it. */
export const keptMap = "binder-check-results";

/** How names of users begin that `npm run hub -- load` and `launch` make. */
export const loadUser = "load--";
