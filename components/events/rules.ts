import { type Problem } from "../../settings/problems";
import { type Rule, rule } from "../../settings/question";
import { type Asked, type SettingName } from "../../settings/settings";
import { poolProblems } from "../pools/rules";
import { limitProblems } from "../limits/rules";
import { onAzure } from "../cluster/on-azure";
import { guardRules } from "./guard";
import {
  hubIsAwake,
  namesDiffer,
  nodesAreItsOwn,
  repositoriesDiffer,
  roomsAreLetIn,
  serversLast,
} from "./beside-rules";
import { planNames } from "./hub";
import { repositoriesAreLaunched, repositoriesArePublic, sizesLeaveItAlone } from "./repository-rules";
import {
  amountsFit,
  coresSuffice,
  hubTakesThem,
  nobodyIsRefused,
  nodesHaveAddresses,
  serversGoThere,
  sizesFit,
} from "./room-rules";
import { preparedInTime, timesFit } from "./time-rules";

/** A rule that is asked once all times are right: without them, nothing follows from an event. */
function dated<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name | "events">) => readonly Problem[],
): Rule {
  return rule<Name | "events">(["events", ...of], (settings) =>
    settings.events === undefined || timesFit(settings).length > 0 ? [] : answer(settings),
  );
}

/** A rule that is asked once nothing is wrong with what plans follow from: without that, their figures mean nothing. */
function planned<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name | "events" | (typeof planNames)[number]>) => readonly Problem[],
): Rule {
  return dated<Name | (typeof planNames)[number]>([...planNames, ...of], (settings) => {
    const isWrong =
      amountsFit(settings).length > 0 ||
      limitProblems(settings).length > 0 ||
      (settings.platform === "azure" && poolProblems(settings).length > 0);
    return isWrong || namesDiffer(settings).length > 0 ? [] : answer(settings);
  });
}

/** A rule that is asked once every event has nodes that take its people. */
function seated<Name extends SettingName>(
  of: readonly Name[],
  answer: (settings: Pick<Asked, Name | "events" | (typeof planNames)[number]>) => readonly Problem[],
): Rule {
  return planned(of, (settings) =>
    settings.platform === "azure" && sizesFit(settings).length > 0 ? [] : answer(settings),
  );
}

/** Rules for events: what cannot hold is refused, with the number that is missing. */
export const eventRules: readonly Rule[] = [
  rule(["events"], timesFit),
  dated(["builds"], preparedInTime),
  rule(["events", "platform", "azure"], namesDiffer),
  rule(["events", "platform"], nodesAreItsOwn),
  rule(["events", "limits"], roomsAreLetIn),
  rule(["events", "limits"], amountsFit),
  rule(["events", "repositories", "limits", "extraValues"], repositoriesAreLaunched),
  rule(["events", "privateRepositories", "repositories", "extraValues", "auth"], repositoriesArePublic),
  rule(["events"], sizesLeaveItAlone),
  dated([], repositoriesDiffer),
  dated(["schedule"], hubIsAwake),
  dated(["limits"], serversLast),
  planned([], onAzure(sizesFit)),
  seated([], onAzure(nodesHaveAddresses)),
  seated([], onAzure(serversGoThere)),
  seated(["location"], onAzure(coresSuffice)),
  seated([], hubTakesThem),
  seated([], nobodyIsRefused),
  ...guardRules,
];
