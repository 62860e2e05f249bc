/** A day in milliseconds. */
const day = 86_400_000;

/**
 * Says that support has ended, or ends soon. `undefined` if there is more time, or if nobody knows the end.
 *
 * @param end the last day
 * @param whose who supports it, and how
 * @param days from how many days before the end on it is said
 */
export function endInWords(end: string | undefined, whose: string, today: Date, days = 90): string | undefined {
  if (end === undefined) return undefined;
  const left = Math.ceil((Date.parse(end) - today.getTime()) / day);
  if (left > days) return undefined;
  return left < 0 ? `is not ${whose} any more` : `is ${whose} until ${end} only`;
}
