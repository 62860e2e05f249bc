import { warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { coresOf } from "../cluster/settings";
import { type Concept } from "../concept";
import { scheduling as group } from "./settings";
import { schedulingValues } from "./values";

/** Room that is kept ready for users. */
export const scheduling = {
  settings: { scheduling: group.prefault({}).meta({ description: "Room that is kept ready for users." }) },
  warnings: [warning(["platform", "azure", "limits", "scheduling"], placeholdersFit)],
  values: (settings) => schedulingValues(settings.scheduling),
} satisfies Concept;

function placeholdersFit({
  platform,
  azure,
  limits,
  scheduling: { placeholders },
}: Pick<Asked, "platform" | "azure" | "limits" | "scheduling">): string[] {
  const room = roomFor(azure, limits.userCpuGuarantee);
  return platform === "azure" && room !== undefined && room < placeholders
    ? [
        `scheduling.placeholders: with limits.userCpuGuarantee, at most ${room} servers fit on the nodes for users, but pulumi up waits until every placeholder has a place.`,
      ]
    : [];
}

/** The largest number of servers that the nodes for users have cores for. `undefined` if the settings do not show it. */
function roomFor({ pools, nodeCount, vmSize }: Asked["azure"], each: number | undefined): number | undefined {
  const users = Object.values(pools).filter(({ role }) => role === "user");
  const nodes = users.length > 0 ? users.map((pool) => ({ ...pool, count: pool.max })) : [{ vmSize, count: nodeCount }];
  const rooms = nodes.map(
    ({ vmSize: size, count }) => count * Math.floor((coresOf(size) ?? NaN) / (each ?? NaN) + 1e-9),
  );
  const sum = rooms.reduce((total, room) => total + room, 0);
  return Number.isNaN(sum) ? undefined : sum;
}
