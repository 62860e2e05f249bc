import * as pulumi from "@pulumi/pulumi";
import { liveRules, moves } from "../components/cluster/changes";
import { type Finds, kubeloginMissing, onPath } from "../components/cluster/kubelogin";
import { concepts } from "../components/concepts";
import { refusedLosses } from "../components/protection/losses";
import { type Problem, report } from "../settings/problems";
import { type Settings } from "../settings/settings";
import { refusal } from "../settings/refusal";
import { at } from "../settings/untyped";
import { type Standing, type StandingOf } from "../standing/keep";
import { liveResources, type Live } from "../standing/live";
import { type Before, type Recorded, recordedResources, type Whose } from "../standing/recorded";

/** How to look. */
export interface Look {
  /** Whose resources. @default all of the stack */
  readonly whose?: Whose;
  /** The provider with which Azure is asked. @default the one that the stack's configuration describes */
  readonly provider?: pulumi.ProviderResource;
  /** Whether this computer has a command. @default looks on the PATH */
  readonly finds?: Finds;
  /** Says what is wrong. @default with the commands that mend it */
  readonly report?: (problems: readonly Problem[]) => string;
}

/**
 * Looks at what exists before anything is registered: the stack's own state, and in Azure the resources that others change too.
 *
 * @throws pulumi.RunError that lists every change that cannot be made, or that deletes something that `mayDelete` does not name, or if a command is
 * missing
 */
export async function whatStands(
  settings: Settings & { readonly subscription?: string },
  { whose, provider, finds = onPath, report: say = report }: Look = {},
): Promise<StandingOf> {
  const refuse = (problems: readonly Problem[]) => {
    if (problems.length > 0) throw refusal(say(problems));
  };
  refuse(kubeloginMissing(settings, finds));
  const recorded = await recordedResources(whose);
  refuse(changeRules(settings, { recorded, subscription: settings.subscription }));
  for (const notice of notices(settings, recorded)) void pulumi.log.warn(notice);
  const live: Live = settings.place.platform === "azure" ? await liveResources(recorded, { provider }) : new Map();
  refuse(liveRules(settings, recorded, live));
  return (name) => standing(name, name.slice(whose?.prefix.length ?? 0), { recorded, live });
}

/**
 * Changes that cannot be made in one `pulumi up`, and changes that delete something for good that `mayDelete` does not name. They are refused
 * before anything is touched, because the state has everything that is needed to find them. Pure.
 */
export function changeRules(settings: Settings, before: Before): Problem[] {
  const moved = moves(settings, before);
  if (moved.length > 0) return moved;
  return [
    ...concepts.flatMap(({ changes }) => changes?.(settings, before) ?? []),
    ...refusedLosses(
      settings,
      concepts.flatMap(({ losses }) => losses?.(settings, before.recorded) ?? []),
    ),
  ];
}

/** What changes do that nobody sees in the plan. Pure. */
export function notices(settings: Settings, recorded: Recorded): string[] {
  return concepts.flatMap((concept) => concept.notices?.(settings, recorded) ?? []);
}

/** What is known about a resource, by its full name and by what it is called here. `undefined` if the state does not have it. */
function standing(
  fullName: string,
  name: string,
  { recorded, live }: { readonly recorded: Recorded; readonly live: Live },
): Standing | undefined {
  if (!recorded.has(name)) return undefined;
  const asked = [...recorded.values()]
    .map(({ outputs }) => at(outputs, "asked", fullName))
    .find((one) => one !== undefined);
  return { asked, live: live.get(name) };
}
