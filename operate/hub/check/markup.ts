import escapeHtml from "escape-html";

/** A piece of HTML. Only {@link markup} makes it, so that no text gets into a page as it is. */
export interface Markup {
  readonly html: string;
}

/** What may stand in a piece of HTML. Texts and numbers are escaped. */
type Part = string | number | Markup | readonly Part[];

/** A piece of HTML: what stands in the template is taken as it is, what is put into it is escaped. Nothing is put into a script or a style. */
export function markup(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: String.raw({ raw: template }, ...parts.map(htmlOf)) };
}

function htmlOf(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return "html" in part ? part.html : part.map(htmlOf).join("");
}
