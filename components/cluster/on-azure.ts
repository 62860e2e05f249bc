import { type Problem } from "../../settings/problems";
import { type Asked } from "../../settings/settings";

/** A rule for stacks whose cluster is made in Azure. */
export function onAzure<Seen>(
  answer: (settings: Seen) => readonly Problem[],
): (settings: Seen & Pick<Asked, "platform">) => readonly Problem[] {
  return (settings) => (settings.platform === "azure" ? answer(settings) : []);
}
