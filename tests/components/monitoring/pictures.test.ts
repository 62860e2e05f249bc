import { dashboards } from "../../../components/monitoring/panels";
import { ended, healthy, series } from "./healthy";
import { ask, notThere } from "./promtool";

/** The hub's other numbers, which no alert asks for. */
const others = [
  ...["24h", "7d", "30d"].map((period) => `jupyterhub_active_users{period="${period}"}`),
  ...["cpu", "memory"].flatMap((resource) => [
    `kube_node_status_allocatable{resource="${resource}",node="a"}`,
    `kube_pod_container_resource_requests{resource="${resource}",pod="hub",uid="hub"}`,
  ]),
  ...['container_cpu_usage_seconds_total{id="/",node="a"}', 'container_memory_working_set_bytes{id="/",node="a"}'],
  ...['process_resident_memory_bytes{job="binder"}', 'process_resident_memory_bytes{job="hub"}'],
  ...["binderhub_inprogress_builds", "binderhub_inprogress_launches"],
];

/** Numbers that rise: of launches of checks, with a build and without. */
const rising = [
  ended("success", "check"),
  ...["10", "20", "+Inf"].flatMap((le) => [
    ...["true", "false"].map((built) => `binderhub_launch_wait_seconds_bucket{built="${built}",by="check",le="${le}"}`),
    `jupyterhub_server_spawn_duration_seconds_bucket{status="success",le="${le}"}`,
  ]),
];

/** A hub that no person has used yet: every number of people stands still. */
const unused = [
  ...series({}).filter(({ series: name }) => !name.includes('by="people"') && !rising.includes(name)),
  ...Object.keys(healthy).flatMap((name) =>
    name.includes('by="people"') ? [{ series: name, values: "0+0x719" }] : [],
  ),
  ...others.map((name) => ({ series: name, values: "1+0x719" })),
  ...rising.map((name) => ({ series: name, values: "0+0.1x719" })),
];

const panels = dashboards.flatMap(({ id, panels: all }) =>
  all.map((panel) => ({ ...panel, name: `${id}: ${panel.title}` })),
);
const queryOf = (expr: string) => expr.replaceAll("$window", "1h");

/** Each curve as an alert that fires where it has a number. */
const rules = {
  groups: [
    {
      name: "pictures",
      rules: panels.flatMap(({ curves }, panel) =>
        curves.map(({ expr }, curve) => ({ alert: `p${panel}c${curve}`, expr: `count((${queryOf(expr)}) >= 0) > 0` })),
      ),
    },
  ],
};

(notThere === undefined ? describe : describe.skip)("by Prometheus's own tool", () => {
  test("every query of a picture is one", () => {
    expect(ask(["check", "rules", "rules.yml"], { "rules.yml": rules })).toBe("");
  });

  test.each(panels)("$name has numbers once a check has run", (panel) => {
    const index = panels.indexOf(panel);
    const file = {
      rule_files: ["rules.yml"],
      evaluation_interval: "1m",
      tests: [
        {
          interval: "1m",
          input_series: unused,
          alert_rule_test: panel.curves.map((_, curve) => ({
            eval_time: "300m",
            alertname: `p${index}c${curve}`,
            exp_alerts: [{ exp_labels: {} }],
          })),
        },
      ],
    };
    expect(ask(["test", "rules", "test.yml"], { "rules.yml": rules, "test.yml": file })).toBe("");
  });
});
