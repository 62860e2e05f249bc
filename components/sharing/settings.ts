import type * as z from "zod";
import { group, text, webUrl } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/**
 * The `binderhub:sharing` group: how other sites use the hub.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin for why it is one origin, or all
 */
export const sharing = group({
  allowOrigin: text(
    /^(\*|https?:\/\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?)$/,
    "* for every site, or one origin such as https://book.example.org, without a path",
  )
    .optional()
    .meta({
      description:
        "Site whose pages may start servers here and talk to them, as books with live code do. `*` means every site. Default: none.",
      example: "https://book.example.org",
    }),
  badgeUrl: webUrl
    .refine((url) => !/[?#@]/.test(url), "a URL without user name, query or fragment")
    .optional()
    .meta({
      description:
        "URL in the launch links and badges that the Binder page makes, if people come through another address. Default: the page's own.",
      example: "https://mybinder.example.org",
    }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly sharing: DeepReadonly<z.output<typeof sharing>>;
  }
}
