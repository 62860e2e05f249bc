import { dashboards, type Curve, type Dashboard, type Panel } from "../../../components/monitoring/panels";
import { type Series } from "./prometheus";

/** A curve with its numbers. */
export interface SeenCurve {
  readonly name: string;
  readonly points: Series["points"];
}

export interface SeenPanel extends Omit<Panel, "curves"> {
  readonly curves: readonly SeenCurve[];
}

export interface SeenDashboard extends Omit<Dashboard, "panels"> {
  readonly panels: readonly SeenPanel[];
}

/** Who answers questions in PromQL. */
export interface Answers {
  now(query: string, at: number): Promise<readonly Series[]>;
  over(query: string, from: number, to: number, step: number): Promise<readonly Series[]>;
}

/** Points of a curve. */
const points = 96;

/** Fills all panels with the numbers of the last seconds up to a time. */
export async function look(answers: Answers, seconds: number, to: number): Promise<readonly SeenDashboard[]> {
  // Numbers are read once a minute, and two of them are needed to see a rise.
  const step = Math.max(60, Math.round(seconds / points));
  const curvesOf = async ({ kind, curves }: Panel): Promise<readonly SeenCurve[]> => {
    const found = await Promise.all(
      curves.map(async ({ name, expr }) => {
        const window = `${kind === "number" ? seconds : Math.max(step, 300)}s`;
        const query = expr.replaceAll("$window", window);
        const series =
          kind === "number" ? await answers.now(query, to) : await answers.over(query, to - seconds, to, step);
        return series.map((one) => seenCurve({ name, expr }, one));
      }),
    );
    const all = found.flat().filter((curve) => curve.points.length > 0);
    const risen = all.filter((curve) => curve.points.some(([, value]) => value !== 0));
    // Ways to end, parts and so on to which nothing happened are not worth a name. If nothing happened at all, one of them says so.
    return risen.length > 0 ? risen : all.slice(0, 1);
  };
  return Promise.all(
    dashboards.map(async (dashboard) => ({
      ...dashboard,
      panels: await Promise.all(dashboard.panels.map(async (panel) => ({ ...panel, curves: await curvesOf(panel) }))),
    })),
  );
}

function seenCurve({ name }: Curve, { labels, points: found }: Series): SeenCurve {
  return {
    name: name.replace(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] ?? ""),
    points: found.filter(([, value]) => Number.isFinite(value)),
  };
}
