import { type Clouds } from "./clouds";
import { type Occupation } from "./model";

/** What an operation keeps busy. It is asked when the operation begins: only then the id is needed. */
export type Occupied = () => Occupation | undefined;

/** Does work that keeps something busy from its beginning to its answer, or refuses it if something that it clashes with is busy. */
export async function occupy<T>(clouds: Clouds, occupied: Occupied, work: () => Promise<T>): Promise<T> {
  const occupation = occupied();
  if (occupation === undefined) return work();
  const { key, what, clashesWith, refused } = occupation;
  const clash = [...clouds.busy].find(([other]) => clashesWith(other));
  if (clash !== undefined) throw refused(clash[1]);
  clouds.busy.set(key, what);
  try {
    return await work();
  } finally {
    clouds.busy.delete(key);
  }
}

/** Lets what is asked at the same time arrive. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
