import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

/** Rules for the branding: cloned pages come from one commit, tag or branch, and `extraValues` does not undo them. */
export const brandingRules = [rule(["branding"], pagesArePinned), rule(["branding", "extraValues"], listsAreFree)];

function pagesArePinned({ branding: { pages } }: Pick<Asked, "branding">): Problem[] {
  if (pages === undefined) return [];
  const given = (["commit", "tag", "branch"] as const).filter((name) => pages[name] !== undefined);
  if (given.length === 1) return [];
  return [
    {
      key: "binderhub:branding.pages",
      rule: `must have one of commit, tag, branch; it has ${given.length === 0 ? "none" : given.join(" and ")}`,
      mend:
        given[1] === undefined
          ? setCommand("binderhub:branding.pages.tag", "v1")
          : removeCommand(`binderhub:branding.pages.${given[1]}`),
    },
  ];
}

/** Lists that the program fills for cloned pages. A list in `extraValues` would replace them. */
const pagesLists = ["initContainers", "extraVolumes", "extraVolumeMounts"];

function listsAreFree({ branding: { pages }, extraValues }: Pick<Asked, "branding" | "extraValues">): Problem[] {
  if (pages === undefined) return [];
  return pagesLists
    .filter((list) => extraValues[list] !== undefined)
    .map((list) => {
      const key = `binderhub:extraValues.${list}`;
      const rule = "cannot be combined with branding.pages: it would replace the list that branding.pages fills";
      return { key, rule, mend: removeCommand(key) };
    });
}
