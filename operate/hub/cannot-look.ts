/** Nothing can be said of the hub: its outputs, its cluster or the way to it could not be read. Exit code 2. */
export class CannotLook extends Error {}

/** Somebody else looks just now, or launches for a check. */
export class Busy extends CannotLook {}
