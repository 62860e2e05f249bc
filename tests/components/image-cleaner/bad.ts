import { type Row } from "../../stack/row";

const key = "binderhub:imageCleaner";
const from = (startAt: string, stopAt: string) => ({ imageCleaner: { startAt, stopAt } });

/** What is wrong with when images are deleted. */
export const imageCleanerRows: readonly Row[] = [
  ["a cleaner by its switch", { imageCleaner: false }, key, /group of settings/],
  ["a cleaner switched off in words", { "imageCleaner.enabled": "no" }, `${key}.enabled`, /true or false/],
  ["an amount of a disk in bytes", { "imageCleaner.startAt": 40e9 }, `${key}.startAt`, /such as 40G/],
  ["an amount in units of memory", from("40Gi", "10G"), `${key}.startAt`, /such as 40G/],
  ["a start of cleaning without a stop", { "imageCleaner.startAt": "41G" }, `${key}.stopAt`, /together/],
  ["a start at one unit without a stop", { "imageCleaner.startAt": "1T" }, `${key}.stopAt`, /together/],
  ["a stop of cleaning without a start", { "imageCleaner.stopAt": "10G" }, `${key}.startAt`, /together/],
  ["cleaning that stops above its start", from("40G", "60G"), `${key}.stopAt`, /below.*which is 40G/],
  ["cleaning that stops where it starts, in another unit", from("1G", "1000M"), `${key}.stopAt`, /which is 1G/],
  ["cleaning that starts at next to nothing", from("1M", "1M"), `${key}.stopAt`, /which is 1M/],
  [
    "a cleaner that is off and has a start",
    { imageCleaner: { enabled: false, startAt: "40G", stopAt: "10G" } },
    `${key}.enabled`,
    /keep one of them/,
  ],
];
