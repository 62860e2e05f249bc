/** What a slide shows. */
export interface Slide {
  readonly title: string;
  readonly startInWords: string;
  readonly link: string;
  readonly people: number;
}

/** A slide with an event's link, as a page. */
export function slidePage({ title, link }: Slide): string {
  return `<!doctype html><title>${title.replaceAll("<", "&lt;")}</title><a href="${link}">${link}</a>`;
}
