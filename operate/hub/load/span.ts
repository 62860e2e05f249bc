const units = { s: 1, m: 60, h: 3600 } as const;

/** Seconds of a time as people write it: `90s`, `5m`, `1h30m`. `undefined` if it is none. */
export function secondsIn(text: string): number | undefined {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (parts === null || text === "") return undefined;
  const [, hours = 0, minutes = 0, seconds = 0] = parts;
  return Number(hours) * units.h + Number(minutes) * units.m + Number(seconds) * units.s;
}

/** A time as people write it. */
export function spanOf(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / units.h), Math.floor((whole % units.h) / units.m)];
  const parts = [hours > 0 && `${hours}h`, minutes > 0 && `${minutes}m`, whole % units.m > 0 && `${whole % units.m}s`];
  return parts.filter((part) => part !== false).join("") || "0s";
}
