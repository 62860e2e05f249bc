import { type Dashboard, type Panel, type Unit } from "../panels";

/** Units as Grafana names them. @see https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
const units: Readonly<Record<Unit, string>> = {
  count: "short",
  seconds: "s",
  share: "percentunit",
  bytes: "bytes",
  cores: "short",
};

/** Whatever Prometheus the reader chooses: the variable's name is the one that Microsoft's own dashboards have. */
const datasource = { type: "prometheus", uid: "${datasource}" };

/** Columns of a dashboard, and what a panel takes of them. */
const [columns, small, large] = [24, 6, 12];

/**
 * A dashboard in Grafana's form. A number is one of the whole time, a curve has as many points as there is room for.
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function grafanaDashboard({ id, title, panels }: Dashboard) {
  return {
    uid: `binderhub-${id}`,
    title,
    schemaVersion: 39,
    editable: true,
    refresh: "5m",
    time: { from: "now-7d", to: "now" },
    templating: {
      list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus", current: {} }],
    },
    panels: placed(panels).map(({ panel, ...gridPos }, index) => ({
      id: index + 1,
      ...{ title: panel.title, description: panel.about, datasource, gridPos },
      type: panel.kind === "number" ? "stat" : "timeseries",
      fieldConfig: { defaults: { unit: units[panel.unit], min: 0 }, overrides: [] },
      options: panel.kind === "number" ? { reduceOptions: { calcs: ["lastNotNull"] } } : {},
      targets: panel.curves.map(({ name, expr }, curve) => ({
        refId: String.fromCharCode("A".charCodeAt(0) + curve),
        ...{ datasource, legendFormat: name },
        expr: expr.replaceAll("$window", panel.kind === "number" ? "$__range" : "$__rate_interval"),
        ...(panel.kind === "number" && { instant: true, range: false }),
      })),
    })),
  };
}

/** Each panel's place: from the left to the right, then in the next row. */
function placed(panels: readonly Panel[]) {
  let [x, y, height] = [0, 0, 0];
  return panels.map((panel) => {
    const [w, h] = panel.kind === "number" ? [small, 4] : [large, 8];
    if (x + w > columns || (height !== 0 && h !== height)) {
      y += height;
      x = 0;
    }
    height = h;
    const place = { panel, x, y, w, h };
    x += w;
    return place;
  });
}
