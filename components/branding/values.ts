import escapeHtml from "escape-html";
import { type Settings } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { type ChartValues } from "../chart/chart-values";

/** Pictures as URLs: `data:` for those from a file. */
export interface Pictures {
  readonly logo?: string;
  readonly favicon?: string;
}

/** The folder of the cloned pages in the binder pod. */
const pagesFolder = "/etc/binderhub/custom";

/**
 * Logo, texts and pages.
 *
 * The page is a React app: it reads `window.pageConfig` after `extra_header_html` has run, so that a script there can replace
 * the logo. Overriding a template block, as older guides do, has no effect.
 *
 * @param basePath BinderHub's own path below its host, with slashes at both ends
 */
export function brandingValues(branding: Settings["branding"], pictures: Pictures, basePath: string): ChartValues {
  const config = {
    ...withText("about_message", branding.about, branding.aboutHtml),
    ...withText("banner_message", branding.banner, branding.bannerHtml, branding.helpLink),
    ...entries("extra_header_html", headerSnippets(branding, pictures)),
    ...entries("extra_footer_scripts", footerScripts(branding)),
  };
  const own: ChartValues = Object.keys(config).length === 0 ? {} : { config: { BinderHub: config } };
  return branding.pages === undefined ? own : { ...clonedPages(branding.pages, basePath, own) };
}

function headerSnippets(branding: Settings["branding"], { logo, favicon }: Pictures): Record<string, string> {
  const pageConfig = { logoUrl: logo, logoWidth: branding.logoWidth };
  const assignments = Object.entries(pageConfig).flatMap(([key, value]) =>
    value === undefined ? [] : [`window.pageConfig.${key}=${scriptText(value)};`],
  );
  return {
    ...(assignments.length === 0 ? {} : { "10-logo": `<script>${assignments.join("")}</script>` }),
    ...(favicon === undefined
      ? {}
      : {
          "20-favicon": `<script>{const icon=document.getElementById("favicon");icon.removeAttribute("type");icon.href=${scriptText(favicon)};}</script>`,
        }),
    ...(branding.headerHtml === undefined ? {} : { "30-header": branding.headerHtml }),
  };
}

/** At the end of the page the chart allows only scripts, and no HTML. So a script adds the HTML. */
function footerScripts({ footerHtml }: Settings["branding"]): Record<string, string> {
  return footerHtml === undefined
    ? {}
    : { "10-footer": `document.body.insertAdjacentHTML("beforeend",${scriptText(footerHtml)});` };
}

/** Plain text is escaped, HTML is taken as it is; the page shows both as HTML. */
function withText(key: "about_message" | "banner_message", text?: string, html?: string, helpLink?: string) {
  const help = helpLink === undefined ? undefined : `<a href="${escapeHtml(helpLink)}">Help</a>`;
  const parts = [text === undefined ? undefined : escapeHtml(text), html, help].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { [key]: parts.join(" ") };
}

function entries(key: "extra_header_html" | "extra_footer_scripts", snippets: Record<string, string>) {
  return Object.keys(snippets).length === 0 ? {} : { [key]: snippets };
}

/** A text as a literal inside `<script>`: nothing in it can end the script. */
function scriptText(text: string): string {
  return JSON.stringify(text)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

type Pages = NonNullable<Settings["branding"]["pages"]>;

/** Templates and static files, cloned at the start of the pod into a volume that it shares with BinderHub. */
function clonedPages(pages: Pages, basePath: string, own: ChartValues): ChartValues {
  const volume = { name: "custom-pages", mountPath: pagesFolder };
  return {
    ...own,
    config: {
      BinderHub: {
        ...own.config?.BinderHub,
        template_path: `${pagesFolder}/templates`,
        extra_static_path: `${pagesFolder}/static`,
        // BinderHub adds this to its base_url, but templates need the whole path.
        extra_static_url_prefix: "/extra_static/",
        template_variables: { EXTRA_STATIC_URL_PREFIX: `${basePath}extra_static/` },
      },
    },
    initContainers: [
      {
        name: "clone-pages",
        image: versions.git.is,
        command: ["sh", "-euc"],
        args: [
          'git init -q "$0"; cd "$0"; git fetch -q --depth=1 -- "$1" "$2"; git checkout -q FETCH_HEAD',
          pagesFolder,
          pages.repository,
          gitReference(pages),
        ],
        // The volume belongs to root. Without this, git refuses a folder that belongs to another user.
        env: [
          { name: "HOME", value: "/tmp" },
          { name: "GIT_CONFIG_COUNT", value: "1" },
          { name: "GIT_CONFIG_KEY_0", value: "safe.directory" },
          { name: "GIT_CONFIG_VALUE_0", value: pagesFolder },
        ],
        securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 1000 },
        volumeMounts: [volume],
      },
    ],
    extraVolumes: [{ name: volume.name, emptyDir: {} }],
    extraVolumeMounts: [volume],
  };
}

function gitReference({ commit, tag, branch }: Pages): string {
  return commit ?? (tag === undefined ? `refs/heads/${branch ?? ""}` : `refs/tags/${tag}`);
}
