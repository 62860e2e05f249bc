import * as z from "zod";
import { group, webUrl, wholeNumber } from "../../settings/names";
import { versions } from "../../settings/versions";
import { type DeepReadonly } from "../../settings/settings";

/** Charts from before 1.0 need Kubernetes APIs that no supported AKS version has. */
const current = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** The `binderhub:chart` group: which chart is installed, and how patiently. */
export const chart = group({
  version: z
    .string({ error: "one exact version" })
    .regex(
      current,
      "one exact version, not a range: only pre-releases are published, and 'latest' changes without notice",
    )
    .refine((version) => !version.startsWith("0."), {
      error:
        "1.0.0-0.dev… or newer: 0.x charts, also the workshop's 0.2.0-f565958 of 2019, need Kubernetes APIs that no supported AKS version has",
    })
    .default(versions.chart.is)
    .meta({ description: "Exact version of the BinderHub chart.", example: versions.chart.is }),
  repository: webUrl.default("https://jupyterhub.github.io/helm-chart").meta({
    description: "Helm repository that serves the chart.",
    example: "https://jupyterhub.github.io/helm-chart",
  }),
  path: z.string({ error: "a folder that holds a chart" }).min(1, "a folder that holds a chart").optional().meta({
    description: "Folder of a chart on disk, relative to the project. It replaces `version` and `repository`.",
    example: "../binderhub/helm-chart/binderhub",
  }),
  timeout: wholeNumber(300, 7200)
    .default(1200)
    .meta({ description: "Seconds to wait for the release to become ready.", example: 1200 }),
  historyLimit: wholeNumber(1, 100)
    .default(10)
    .meta({ description: "Revisions that Helm keeps for a rollback.", example: 10 }),
});

/** The setting `binderhub:extraValues`. */
export const extraValues = z
  .record(z.string(), z.unknown(), { error: "an object of the chart's values" })
  .default({})
  .meta({ description: "Values of the chart. They are merged last, so they override what the program sets." });

declare module "../../settings/settings" {
  interface Settings {
    readonly chart: DeepReadonly<z.output<typeof chart>>;
    readonly extraValues: Readonly<Record<string, unknown>>;
  }
}
