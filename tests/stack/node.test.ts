import { nodeWarnings } from "../../stack/node";

test.each([
  ["20.19.0", "2026-11-27", ["Node 20.19.0 is not supported any more. Install Node 24."]],
  ["22.1.0", "2027-03-01", ["Node 22.1.0 is supported until 2027-04-30 only. Install Node 24."]],
  ["22.1.0", "2026-11-27", []],
  ["24.0.0", "2026-11-27", []],
  ["99.0.0", "2026-11-27", []],
])("Node %s on %s", (version, today, said) => {
  expect(nodeWarnings(version, new Date(today))).toEqual(said);
});
