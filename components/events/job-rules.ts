import { type RbacRule } from "../operate/scheduled-program";
export function eventJobRules(_events: readonly string[], _forwards: boolean): RbacRule[] {
  return [];
}
export const eventJobRulesOfCluster: readonly RbacRule[] = [];
