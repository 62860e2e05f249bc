import { type Row } from "../../stack/row";

const key = "binderhub:azure.maintenance";
const never = (...days: unknown[]) => ({ "azure.maintenance": { never: days } });

/** What is wrong with the hours and days of maintenance. */
export const maintenanceRows: readonly Row[] = [
  ["maintenance as one value", { "azure.maintenance": "Sunday" }, key, /group of settings/],
  ["a day in lower case", { "azure.maintenance": { day: "sunday" } }, `${key}.day`, /one of Monday,/],
  ["a day by its number", { "azure.maintenance": { day: 7 } }, `${key}.day`, /one of Monday,/],
  ["24 o'clock", { "azure.maintenance": { start: "24:00" } }, `${key}.start`, /a time such as "02:00"/],
  ["an hour without minutes", { "azure.maintenance": { start: "2" } }, `${key}.start`, /a time such as/],
  ["an hour of one digit", { "azure.maintenance": { start: "2:00" } }, `${key}.start`, /a time such as/],
  ["three hours", { "azure.maintenance": { hours: 3 } }, `${key}.hours`, /from 4 to 24/],
  ["more than a day", { "azure.maintenance": { hours: 25 } }, `${key}.hours`, /from 4 to 24/],
  ["a time zone by its name", { "azure.maintenance": { utcOffset: "CET" } }, `${key}.utcOffset`, /difference to UTC/],
  ["a difference without a sign", { "azure.maintenance": { utcOffset: "01:00" } }, `${key}.utcOffset`, /"\+01:00"/],
  ["a difference of a day", { "azure.maintenance": { utcOffset: "+24:00" } }, `${key}.utcOffset`, /difference to UTC/],
  ["no days at all", never(), `${key}.never`, /at least one/],
  ["a day instead of two", never("2027-02-01"), `${key}.never[0]`, /group of settings/],
  ["a first day alone", never({ from: "2027-02-01" }), `${key}.never[0].to`, /missing: The last day/],
  [
    "a date as people write it",
    never({ from: "1.2.2027", to: "2027-02-02" }),
    `${key}.never[0].from`,
    /a date such as/,
  ],
  ["a thirteenth month", never({ from: "2026-13-01", to: "2027-01-02" }), `${key}.never[0].from`, /a date such as/],
  [
    "the 30th of February",
    never({ from: "2027-02-01", to: "2027-02-30" }),
    `${key}.never[0].to`,
    /no day of the calendar/,
  ],
  [
    "a last day before the first",
    never({ from: "2027-02-12", to: "2027-02-01" }),
    `${key}.never[0].to`,
    /must not be before/,
  ],
];

/** What is right. */
export const goodMaintenance = [
  { "azure.maintenance": { day: "Monday", start: "00:00", hours: 24, utcOffset: "-12:00" } },
  { "azure.maintenance": { utcOffset: "+14:00" } },
  { "azure.maintenance": { utcOffset: "+05:45" } },
  never({ from: "2028-02-29", to: "2028-02-29" }),
  never({ from: "2026-12-19", to: "2027-01-04" }, { from: "2027-02-01", to: "2027-02-12" }),
];
