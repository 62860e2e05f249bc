import { type EventReport } from "./report";

/** A page with a report, to look at in a browser. */
export function reportPage({ title }: EventReport): string {
  return `<!doctype html><title>${title.replaceAll("<", "&lt;")}</title>`;
}
