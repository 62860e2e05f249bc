import { type Row } from "../../stack/row";

const key = "binderhub:sharing";

/** What is wrong with what other sites may do. */
export const sharingRows: readonly Row[] = [
  ["sharing by its text", { sharing: "*" }, key, /group of settings/],
  ["a misspelt origin", { "sharing.allowOrigins": "*" }, `${key}.allowOrigins`, /sharing\.allowOrigin\?/],
  ["an origin with a path", origin("https://book.example.org/live"), `${key}.allowOrigin`, /without a path/],
  ["an origin with a slash", origin("https://book.example.org/"), `${key}.allowOrigin`, /without a path/],
  ["an origin without scheme", origin("book.example.org"), `${key}.allowOrigin`, /one origin such as/],
  ["every site below a host", origin("https://*.example.org"), `${key}.allowOrigin`, /one origin such as/],
  ["two origins", origin("https://a.example.org https://b.example.org"), `${key}.allowOrigin`, /one origin such as/],
  ["origins in a list", origin(["https://a.example.org"]), `${key}.allowOrigin`, /one origin such as/],
  ["a badge without scheme", { "sharing.badgeUrl": "mybinder.example.org" }, `${key}.badgeUrl`, /full URL/],
  ["a badge with a query", { "sharing.badgeUrl": "https://a.example.org/?x=1" }, `${key}.badgeUrl`, /without.* query/],
];

function origin(allowOrigin: unknown) {
  return { "sharing.allowOrigin": allowOrigin };
}
