import { writeFileSync } from "node:fs";
import { type EventFacts } from "../../../components/events/facts";
import { type Outcome } from "../desk";
import { type EventDesk, saying } from "./desk";
import { readKept } from "./ground";
import { reportInWords, reportOf } from "./report";
import { reportPage } from "./report-page";

/** Says how an event went. @param page file for a page with it. @default none is written */
export async function reportVerb(desk: EventDesk, event: EventFacts, json: boolean, page?: string): Promise<Outcome> {
  const report = reportOf(event, await readKept(desk.guest.cluster), desk.now());
  if (!json) saying(desk)(reportInWords(report));
  if (page !== undefined) writeFileSync(page, reportPage(report));
  return { code: 0, result: report };
}
