import { stateMap } from "../../../components/schedule/names";
import { configMapIn } from "../config-map";
import { asleepAt } from "../schedule/asleep";
import { stateIn, visitIn } from "../schedule/kept";
import { kubectl } from "./commands";
import { probe, warning, well } from "./probe";

/** What the schedule's job wrote last, and since when the hub is asleep. */
interface Seen {
  /** When the job had last done everything: ISO 8601. @default never */
  readonly done?: string;
  /** When it opens, in words. @default it is awake */
  readonly asleepUntil?: string;
}

/** Seconds after which a job that runs every five minutes is missed. */
const silent = 1200;

/** A hub that sleeps is not launched on: that would fail, or wake it. */
export const awake = probe<Seen>({
  id: "awake",
  group: "hub",
  title: "The hub sleeps and wakes by its schedule",
  tried: () => `the ConfigMap ${stateMap}`,
  without: ({ schedule }) => (schedule === undefined ? "the hub is always open" : undefined),
  seconds: 20,
  look: async ({ cluster }) => {
    const data = (await configMapIn(cluster, stateMap, "list ConfigMaps"))?.data;
    const state = stateIn(data);
    const isAsleep = asleepAt(state, visitIn(data), Date.now());
    return {
      ...(state.done && { done: state.done }),
      ...(isAsleep && { asleepUntil: state.opens ?? "an unknown day" }),
    };
  },
  judge: ({ done, asleepUntil }, facts, now) => {
    const mend = `${kubectl(facts, "get jobs -l component=binder-schedule")}\n${kubectl(facts, "logs -l component=binder-schedule --tail=20")}`;
    const late = done === undefined || now.getTime() - Date.parse(done) > silent * 1000;
    const verdict = late
      ? warning(`the job has not done its work since ${done ?? "the schedule was set"}`, mend)
      : well(asleepUntil === undefined ? "awake" : `asleep; it opens on ${asleepUntil}`);
    return asleepUntil === undefined ? verdict : { ...verdict, blocks: "the hub is asleep" };
  },
});
