import { type painter, table } from "../show";
import { inUnit } from "./curves";
import { type AlertNow } from "./prometheus";
import { type SeenDashboard } from "./seen";

type Paint = ReturnType<typeof painter>;

/** The last number of every curve. */
export function dashboardsInWords(dashboards: readonly SeenDashboard[], paint: Paint): string {
  return dashboards
    .map(({ title, panels }) => {
      const rows = panels.flatMap(({ title: panel, unit, kind, curves }) =>
        curves.length === 0
          ? [[panel, "", "no numbers yet"]]
          : curves.map(({ name, points }, index) => [
              index === 0 ? panel : "",
              kind === "number" ? "" : name,
              inUnit(points.at(-1)?.[1] ?? 0, unit),
            ]),
      );
      return `${paint("bold", title)}\n${table(["", "", "now"], rows)}`;
    })
    .join("\n\n");
}

/** Alerts, those that fire first. */
export function alertsInWords(alerts: readonly AlertNow[], paint: Paint): string {
  if (alerts.length === 0) return "No alert fires.";
  return [...alerts]
    .sort((a, b) => rank(a) - rank(b))
    .map(
      ({ name, severity, state, summary, runbook, since }) =>
        `${paint(state === "firing" ? "red" : "yellow", state === "firing" ? "✘" : "!")} ${paint("bold", name)} (${severity}) ${state === "firing" ? "fires" : "may soon fire"}, since ${since.slice(0, 16).replace("T", " ")} UTC\n  ${summary}\n  ${runbook}`,
    )
    .join("\n");
}

const rank = ({ state, severity }: AlertNow) => (state === "firing" ? 0 : 2) + (severity === "page" ? 0 : 1);
