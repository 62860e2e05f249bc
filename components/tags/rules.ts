import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { pathKey, removeCommand, setCommand, type Problem } from "../../settings/problems";

/**
 * Azure allows 50 tags on a resource. The program adds one, and AKS adds about fifteen to scale sets (as was seen there). Some are left free for
 * policies.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
const most = 30;

/** Rules for tags. */
export const tagRules = [
  rule(["tags"], fewEnough),
  rule(["tags"], noTwins),
  rule(["tags", "environment", "platform"], saysWhose),
];

function fewEnough({ tags }: Pick<Asked, "tags">): Problem[] {
  const names = Object.keys(tags);
  return names.slice(most).map((name) => ({
    key: pathKey(["tags", name]),
    rule: `is one tag too many: at most ${most} are allowed, because Azure allows 50, and AKS and policies add their own`,
    mend: removeCommand(pathKey(["tags", name])),
  }));
}

/** For Azure, two names that differ only in case are the same. */
function noTwins({ tags }: Pick<Asked, "tags">): Problem[] {
  const names = Object.keys(tags);
  return names.flatMap((name, index) => {
    const twin = names.slice(0, index).find((other) => other.toLowerCase() === name.toLowerCase());
    const key = pathKey(["tags", name]);
    return twin === undefined
      ? []
      : [
          {
            key,
            rule: `is the same tag as ${twin}: Azure ignores upper and lower case in names of tags`,
            mend: removeCommand(key),
          },
        ];
  });
}

/** Tags that `environment: production` requires. */
function saysWhose({ environment, platform, tags }: Pick<Asked, "environment" | "platform" | "tags">): Problem[] {
  if (environment !== "production" || platform !== "azure") return [];
  const present = Object.keys(tags).flatMap((name) => (tags[name] === "" ? [] : [name.toLowerCase()]));
  return ["owner", "costCenter"]
    .filter((name) => !present.includes(name.toLowerCase()))
    .map((name) => ({
      key: pathKey(["tags", name]),
      rule: "is missing: production resources must name their owner and who pays",
      mend: setCommand(pathKey(["tags", name]), "ada"),
    }));
}
