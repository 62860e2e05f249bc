import * as z from "zod";
import { hoursFile } from "../../components/per-person/values";
import { CannotLook } from "./cannot-look";
import { type Cluster } from "./cluster";
import { inPod } from "./python";
import { type painter, table } from "./show";

const answer = z.object({
  /** The Monday on which this week began: `2026-11-23`. */
  week: z.string(),
  /** Seconds that all servers of a person have run. */
  people: z.array(z.object({ user: z.string(), thisWeek: z.number(), lastWeek: z.number() })),
});

/** What people have used this week and last week, as the hub has counted it. */
export type Hours = Readonly<z.output<typeof answer>>;

/** Asks the hub's pod. @throws CannotLook if the hub has counted no hours */
export async function hoursOf(cluster: Cluster): Promise<Hours> {
  return hoursIn(await inPod(cluster, "hub", "hours.py", [hoursFile, "tell"]));
}

/** Reads what the pod said, and sorts it: who has used most this week comes first. @throws CannotLook if the hub has counted no hours */
export function hoursIn(said: unknown): Hours {
  const { data } = answer.safeParse(said);
  if (data === undefined) throw new CannotLook(`${noneCounted}. ${whatCounts}`);
  const people = data.people.toSorted(
    (one, other) => other.thisWeek - one.thisWeek || other.lastWeek - one.lastWeek || (one.user < other.user ? -1 : 1),
  );
  return { ...data, people };
}

const noneCounted = "The hub has counted no hours";
const whatCounts =
  "It counts them where each person has a limit: pulumi config set --path binderhub:perPerson.hoursPerWeek 20 && pulumi up";

/** Deletes hours: those of some people, or everybody's. They begin at zero. @throws CannotLook if the hub has counted no hours */
export async function forgetHours(cluster: Cluster, people: readonly string[] | "all"): Promise<readonly string[]> {
  return forgottenIn(
    await inPod(cluster, "hub", "hours.py", [hoursFile, "forget", ...(people === "all" ? [] : people)]),
  );
}

/** Whose hours the pod has deleted. @throws CannotLook if the hub has counted no hours */
export function forgottenIn(said: unknown): readonly string[] {
  const { data } = z.object({ forgotten: z.array(z.string()) }).safeParse(said);
  if (data === undefined) throw new CannotLook(`${noneCounted}: there is nothing to delete.`);
  return data.forgotten;
}

/** Says whose hours are deleted, and who had none. */
export function forgottenInWords(forgotten: readonly string[], people: readonly string[] | "all"): string {
  const without = people === "all" ? [] : people.filter((name) => !forgotten.includes(name));
  const list = (names: readonly string[]) => names.join(", ");
  return [
    forgotten.length === 0 ? "No hours are deleted." : `Deleted: the hours of ${list(forgotten)}.`,
    ...(without.length === 0 ? [] : [`The hub knows no hours of ${list(without)}.`]),
  ].join(" ");
}

/** Hours as a table. */
export function hoursInWords({ week, people }: Hours, paint: ReturnType<typeof painter>): string {
  const since = `This week began on Monday, ${week}, 00:00 UTC.`;
  if (people.length === 0) return `Nobody has used hours this week or last week. ${since}`;
  const rows = people.map(({ user, thisWeek, lastWeek }) => [user, inHours(thisWeek), inHours(lastWeek)]);
  const [first = "", ...others] = table(["user", "hours this week", "last week"], rows).split("\n");
  return [paint("bold", first), ...others, "", since].join("\n");
}

function inHours(seconds: number): string {
  return (seconds / 3600).toFixed(1);
}
