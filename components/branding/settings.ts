import * as z from "zod";
import { group, text, webUrl } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

const httpsUrl = z.url({ protocol: /^https$/, error: "an https:// URL" });
/** A public repository. Its URL must not contain a password, because it is stored in plain text. */
const publicRepository = httpsUrl.refine(
  (url) => !/^https:\/\/[^/]*@/.test(url),
  "an https:// URL without user name and password",
);
const reference = (what: string) =>
  text(/^(?![-/.])(?!.*(\.\.|\/\/|\/\.|@\{|\.lock$|[/.]$))[\w./-]+$/, `the name of a ${what}`);
const html = z.string({ error: "HTML" });
const words = z.string({ error: "text" });

const picture = (what: string, example: string) =>
  text(/\S/, "a file (svg, png, jpg, webp, ico) or an https:// URL")
    .optional()
    .meta({
      description: `${what}: an https URL, or a file of at most 128 KiB. Its path is relative to the project.`,
      example,
    });

/** The `binderhub:branding` group: how the Binder page looks. Text is escaped. Settings that end in `Html` are HTML. */
export const branding = group({
  logo: picture("Logo above the form", "./logo.svg"),
  logoWidth: text(/^\d+(px|%)?$/, "a width such as 320px or 50%")
    .optional()
    .meta({ description: "Width of the logo.", example: "320px" }),
  favicon: picture("Icon of the browser's tab", "./favicon.ico"),
  about: words.optional().meta({ description: "Text on the About page.", example: "Run by the statistics group." }),
  aboutHtml: html.optional().meta({ description: "HTML on the About page.", example: "<p>Run by us.</p>" }),
  banner: words.optional().meta({ description: "Text at the top of every page.", example: "Down on Friday." }),
  bannerHtml: html
    .optional()
    .meta({ description: "HTML at the top of every page.", example: "<b>Down on Friday.</b>" }),
  helpLink: webUrl
    .optional()
    .meta({ description: "Link called Help, in the banner.", example: "https://example.org/help" }),
  headerHtml: html
    .optional()
    .meta({ description: "HTML for the head of every page.", example: '<meta name="robots" content="noindex">' }),
  footerHtml: html.optional().meta({
    description: "HTML at the end of every page. Scripts in it do not run.",
    example: "<footer>Imprint</footer>",
  }),
  pages: group({
    repository: publicRepository.meta({
      description: "Public Git repository with `templates/` and `static/`.",
      example: "https://github.com/me/binderhub-custom-files",
    }),
    commit: text(/^[0-9a-f]{40}$/, "a full commit id: 40 hexadecimal digits")
      .optional()
      .meta({
        description: "Commit to take. It never changes.",
        example: "0123456789abcdef0123456789abcdef01234567",
      }),
    tag: reference("tag").optional().meta({ description: "Tag to take.", example: "v1" }),
    branch: reference("branch").optional().meta({
      description: "Branch to take. Its newest commit is taken each time the pod starts. A commit or a tag is safer.",
      example: "main",
    }),
  })
    .optional()
    .meta({ description: "Templates and static files from a Git repository, as in the workshop." }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly branding: DeepReadonly<z.output<typeof branding>>;
    /** Pictures of the branding, as URLs. */
    readonly pictures: { readonly logo?: string; readonly favicon?: string };
  }
}
