/** The tags of a page, as they stand there, without its style. */
export const tagsOf = (html: string) => html.replace(/<style>.*?<\/style>/s, "").match(/<[a-z/!][^>]*>/gi) ?? [];

/** A page's text, as a reader sees it: what stands in one line on the page is in one line here. */
export const textOf = (html: string) =>
  html
    .replace(/^.*<\/style>/s, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'");

/** What no page may make a tag or an attribute of. */
export const hostile = `"><script>alert(1)</script><b x='&amp;`;

/** The kinds of a page's tags and their attributes, without what stands in them. */
export const shapeOf = (html: string) => tagsOf(html).map((tag) => tag.replace(/"[^"]*"/g, '""'));
