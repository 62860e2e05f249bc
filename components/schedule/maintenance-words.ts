import { type Maintenance } from "../maintenance/settings";
import { minutesOfDay } from "./hours";

/** When maintenance may begin: `Sunday 02:00-06:00 UTC`. */
export function maintenanceInWords({ day, start, hours, utcOffset }: Maintenance): string {
  const end = (minutesOfDay(start) + hours * 60) % (24 * 60);
  const clock = `${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
  return `${day} ${start}-${clock} UTC${utcOffset === "+00:00" ? "" : utcOffset}`;
}
