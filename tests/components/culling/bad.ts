import { type Row } from "../../stack/row";

const key = "binderhub:culling";

/** What is wrong with how idle servers are looked for. */
export const cullingRows: readonly Row[] = [
  ["culling by its number", { culling: 660 }, key, /group of settings/],
  ["a search that never ends", { "culling.every": 0 }, `${key}.every`, /from 10 to/],
  ["a search with its unit", { "culling.every": "10m" }, `${key}.every`, /whole number/],
  ["an idle time among the searches", { "culling.timeout": 600 }, `${key}.timeout`, /not a setting/],
];
