import { type StackSettings } from "../settings";
import { type Problem, report } from "../settings/problems";
import { refusal } from "../settings/refusal";
import { at } from "../settings/untyped";
import { changeRules, liveRules } from "../components/cluster/changes";
import { type Standing, type StandingOf } from "./keep";
import { liveResources, type Live } from "./live";
import { type Recorded, recordedResources } from "./recorded";

export { withForeignProperties } from "./foreign";
export { keep, keepTags, type StandingOf, withForeignEntries, withForeignItems } from "./keep";

/**
 * Looks at what there is before anything is registered: the stack's own state, and in Azure what others write to as well.
 *
 * @throws pulumi.RunError that lists every change that cannot be made, or that deletes what was not given up by name
 */
export async function whatStands(settings: StackSettings): Promise<StandingOf> {
  const recorded = await recordedResources();
  refuse(changeRules(settings, { recorded, subscription: settings.subscription }));
  const live: Live = settings.platform === "azure" ? await liveResources(recorded) : new Map();
  refuse(liveRules(settings, recorded, live));
  return (name) => standing(name, recorded, live);
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw refusal(report(problems));
}

/** What is known of a resource; `undefined` where the state does not have it. */
function standing(name: string, recorded: Recorded, live: Live): Standing | undefined {
  if (!recorded.has(name)) return undefined;
  const asked = [...recorded.values()]
    .map(({ outputs }) => at(outputs, "asked", name))
    .find((one) => one !== undefined);
  return { asked, live: live.get(name) };
}
