import { type Settings } from "../../../settings/settings";
import { type Hub } from "../../../components/events/hub";
import { edited, type Edits, settingsOf } from "../../stack/stack";

/** A workshop on a Thursday in winter, as a lecturer writes it: the clocks of Berlin are an hour ahead. */
export const workshop = {
  ...{ name: "pyintro", repository: "https://github.com/mygroup/workshop", people: 80 },
  ...{ start: "2027-03-04 10:00", end: "12:00", timeZone: "Europe/Berlin" },
};

/** Events as edits of a stack: the workshop with some keys different. */
export const withEvents = (...events: readonly object[]): Edits => ({
  events: events.map((more) => ({ ...workshop, ...more })),
});

/** Pools of a hub: people on machines of 4 cores, builds on nodes of their own. */
export const pools = {
  users: { role: "user", vmSize: "Standard_D4s_v5", max: 3 },
  builds: { role: "build", max: 2 },
};

/** What rules and plans of events look at. */
export function hubOf(edits: Edits, secretKeys?: readonly string[]): Settings & Hub & { readonly location: string } {
  const settings = settingsOf(edited(edits), secretKeys);
  const { place } = settings;
  if (place.platform !== "azure") throw new Error("not in Azure");
  return { ...settings, platform: "azure", azure: place, location: place.location };
}
