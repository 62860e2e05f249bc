import { type Row } from "../../stack/row";

const chart = "binderhub:chart";
const a = (times: number) => "a".repeat(times);

/** What is wrong with the chart and the release. */
export const chartRows: readonly Row[] = [
  ["a range of chart versions", { "chart.version": "^1.0.0" }, `${chart}.version`, /one exact version/],
  ["the latest chart", { "chart.version": "latest" }, `${chart}.version`, /one exact version/],
  ["two numbers for a chart version", { "chart.version": "1.0" }, `${chart}.version`, /one exact version/],
  ["a chart version as a number", { "chart.version": 1.5 }, `${chart}.version`, /one exact version/],
  ["an empty chart version", { "chart.version": "" }, `${chart}.version`, /one exact version/],
  [
    "the workshop's chart",
    { "chart.version": "0.2.0-f565958" },
    `${chart}.version`,
    /0\.2\.0-f565958.*no supported AKS/,
  ],
  ["a chart repository without scheme", { "chart.repository": "jupyterhub.org" }, `${chart}.repository`, /full URL/],
  ["a chart repository over OCI", { "chart.repository": "oci://x.org/y" }, `${chart}.repository`, /full URL/],
  ["a chart path that is empty", { "chart.path": "" }, `${chart}.path`, /folder/],
  ["Helm's own timeout, or less", { "chart.timeout": 299 }, `${chart}.timeout`, /whole number from 300/],
  ["a timeout of more than two hours", { "chart.timeout": 7201 }, `${chart}.timeout`, /to 7200/],
  ["a timeout with its unit", { "chart.timeout": "20m" }, `${chart}.timeout`, /whole number/],
  ["a timeout in quotes", { "chart.timeout": "1800" }, `${chart}.timeout`, /whole number/],
  ["a short timeout in quotes", { "chart.timeout": "60" }, `${chart}.timeout`, /whole number/],
  ["no release history", { "chart.historyLimit": 0 }, `${chart}.historyLimit`, /whole number from 1/],

  ["a namespace in upper case", { namespace: "BinderHub" }, "binderhub:namespace", /lower-case/],
  ["a namespace with an underscore", { namespace: "binder_hub" }, "binderhub:namespace", /digits and hyphens/],
  ["a namespace, hyphen last", { namespace: "binder-" }, "binderhub:namespace", /ending with a letter or digit/],
  ["a namespace of 54, too long for a release", { namespace: a(54) }, "binderhub:namespace", /1 to 53/],
  ["a namespace that is empty", { namespace: "" }, "binderhub:namespace", /1 to/],
];
