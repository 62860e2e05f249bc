import { onAzure } from "../cluster/on-azure";
import { type Problem, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

/** Rules for the days without maintenance. */
export const maintenanceRules = [rule(["platform", "azure"], onAzure(daysAreDays))];

function daysAreDays({ azure: { maintenance } }: Pick<Asked, "azure">): Problem[] {
  return (maintenance.never ?? []).flatMap(({ from, to }, index): Problem[] => {
    const key = (end: string) => `binderhub:azure.maintenance.never[${index}].${end}`;
    const wrong = Object.entries({ from, to }).filter(([, day]) => !isDay(day));
    if (wrong.length > 0) {
      return wrong.map(([end, value]) => ({
        key: key(end),
        value,
        rule: "is no day of the calendar",
        mend: setCommand(key(end), lastDayOfMonth(value)),
      }));
    }
    const rule = `must not be before its first day, which is ${from}`;
    return to < from ? [{ key: key("to"), value: to, rule, mend: setCommand(key("to"), from) }] : [];
  });
}

/** Whether a date exists. There is no 31 June: it would be 1 July. */
function isDay(date: string): boolean {
  return new Date(date).toISOString().startsWith(date);
}

function lastDayOfMonth(date: string): string {
  const [year = 0, month = 0] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
