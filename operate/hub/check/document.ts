import { readFileSync } from "node:fs";
import { markup, type Markup } from "./markup";
import { shown } from "./shown";

/**
 * One HTML file. It loads nothing and runs nothing, and its policy forbids both.
 *
 * @param styles files with what it looks like
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
 */
export function htmlDocument(title: string, styles: readonly string[], body: Markup): string {
  const style: Markup = { html: styles.map((file) => readFileSync(file, "utf8")).join("") };
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
${style}</style>
</head>
<body>
${body}</body>
</html>
`.html;
}

/** The host of an address, for a title. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : shown(address);
}
