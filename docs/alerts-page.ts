import { type Alert, alertsOf } from "../components/monitoring/alerts";
import { runbooks } from "./runbooks";

/** Every alert that a hub can have. */
export const everyAlert: readonly Alert[] = alertsOf({
  ...{ namespace: "binderhub", githubToken: true, checkEvery: 60, schedule: true },
  pools: { users: 5 },
});

/** docs/alerts.md: what each alert means, and what to do. */
export function alertsPage(): string {
  return `<!-- This page is made by \`npm run docs\`. -->

# Alerts

What [monitoring](monitoring.md) tells people of. **page**: people cannot work, and somebody should look now. **ticket**: in working hours. Each is shown to fire, and
to be silent on a healthy hub, by Prometheus's own tool (\`tests/components/monitoring\`). \`npm run hub -- alerts\` lists those that fire.

The queries are those of a hub in the namespace \`binderhub\` with a pool \`users\` of at most 5 nodes a check every hour, and a schedule.

${everyAlert.map(partOf).join("\n")}`;
}

function partOf({ name, severity, expr, for: time, summary }: Alert): string {
  const runbook = runbooks[name];
  if (runbook === undefined) throw new Error(`docs/runbooks.ts has no runbook for ${name}`);
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join("\n");
  return `## ${name}

**${severity}**, after ${time}: “${summary}”

${runbook.means}

Look:

\`\`\`console
${runbook.look.join("\n")}
\`\`\`

Mend:

${list(runbook.mend)}

\`\`\`promql
${expr}
\`\`\`
`;
}
