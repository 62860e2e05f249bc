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

/** Asks the hub's pod. @throws CannotLook if the hub counts no hours */
export async function hoursOf(cluster: Cluster): Promise<Hours> {
  return hoursIn(await inPod(cluster, "hub", "hours.py", [hoursFile]));
}

/** Reads what the pod said, and sorts it: who has used most this week comes first. @throws CannotLook if the hub counts no hours */
export function hoursIn(said: unknown): Hours {
  const { data } = answer.safeParse(said);
  if (data === undefined)
    throw new CannotLook(
      "The hub has counted no hours. It counts those of each person with a limit: pulumi config set --path binderhub:perPerson.hoursPerWeek 20 && pulumi up",
    );
  const people = data.people.toSorted(
    (one, other) => other.thisWeek - one.thisWeek || other.lastWeek - one.lastWeek || (one.user < other.user ? -1 : 1),
  );
  return { ...data, people };
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
