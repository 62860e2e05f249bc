import { liveRules, moves } from "../components/cluster/changes";
import { type Concept } from "../components/concept";
import { concepts } from "../components/concepts";
import { refusedLosses } from "../components/protection/losses";
import { type StackSettings } from ".";
import { type Problem, report } from "../settings/problems";
import { type Settings } from "../settings/settings";
import { refusal } from "../settings/refusal";
import { at } from "../settings/untyped";
import { type Standing, type StandingOf } from "../standing/keep";
import { liveResources, type Live } from "../standing/live";
import { type Before, type Recorded, recordedResources } from "../standing/recorded";

/**
 * Looks at what there is before anything is registered: the stack's own state, and in Azure what others write to as well.
 *
 * @throws pulumi.RunError that lists every change that cannot be made, or that deletes what was not given up by name
 */
export async function whatStands(settings: StackSettings): Promise<StandingOf> {
  const recorded = await recordedResources();
  refuse(changeRules(settings, { recorded, subscription: settings.subscription }));
  const live: Live = settings.place.platform === "azure" ? await liveResources(recorded) : new Map();
  refuse(liveRules(settings, recorded, live));
  return (name) => standing(name, recorded, live);
}

/**
 * Changes that cannot be made in one `pulumi up`, and those that delete what cannot be got back and was not given up by name. They
 * are refused before anything is touched: all that they need is in the state. Pure.
 */
export function changeRules(settings: Settings, before: Before): Problem[] {
  const moved = moves(settings, before);
  if (moved.length > 0) return moved;
  const all: readonly Concept[] = concepts;
  return [
    ...all.flatMap(({ changes }) => changes?.(settings, before) ?? []),
    ...refusedLosses(
      settings,
      all.flatMap(({ losses }) => losses?.(settings, before.recorded) ?? []),
    ),
  ];
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
