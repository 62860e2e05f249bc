/**
 * A step of a pattern as a regular expression. Python tries every way to share a text among several `*`, which for a long link would take minutes:
 * so each `*` is at most as long as a name can be.
 *
 * @param step a character of a name
 * @param literally what stands for the text between
 * @param longest how many of these characters a name can have. An encoded one may be three
 */
export function glob(text: string, step: string, literally = plainly, longest = 255): string {
  return text.split("*").map(literally).join(`${step}{0,${longest}}`);
}

/** A text that stands for itself in a regular expression. */
export function plainly(text: string): string {
  return text.replaceAll(/[.+()~*?^$[\]{}|\\]/g, "\\$&");
}
