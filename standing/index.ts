export { withForeignProperties } from "./foreign";
export { keep, keepTags, type StandingOf, withForeignEntries, withForeignItems } from "./keep";
