import { type Row } from "../../stack/row";

const look = "binderhub:branding";
const logo = { "branding.logo": "./logo.svg" };
const repository = "https://github.com/me/binderhub-custom-files";
const commit = "0123456789abcdef0123456789abcdef01234567";
const pages = (keys: object) => ({ branding: { pages: { repository, ...keys } } });

/** What is wrong with how the page looks. */
export const brandingRows: readonly Row[] = [
  ["a branding by its text", { branding: "My Binder" }, look, /group of settings/],
  ["an empty logo", { "branding.logo": "" }, `${look}.logo`, /a file .*https/],
  [
    "a logo that is a number",
    { "branding.logo": 7 },
    `${look}.logo`,
    /file|one of/,
    {
      person: "the number becomes a text, which then is a file that no picture is in",
    },
  ],
  [
    "a logo that is not there",
    { "branding.logo": "./none.svg" },
    `${look}.logo`,
    /does not exist.*relative to the project/,
  ],
  [
    "a logo one byte too large",
    { "branding.logo": "./large.png" },
    `${look}.logo`,
    /129 KiB, more than 128: .*Secrets/,
  ],
  ["a logo as a GIF", { "branding.logo": "./page.gif" }, `${look}.logo`, /one of \.svg, \.png/],
  ["a logo without ending", { "branding.logo": "./logo" }, `${look}.logo`, /one of \.svg, \.png/],
  ["a logo over http", { "branding.logo": "http://example.org/logo.svg" }, `${look}.logo`, /https:\/\/ URL or a file/],
  ["a logo over file", { "branding.logo": "file:///logo.svg" }, `${look}.logo`, /https:\/\/ URL or a file/],
  ["a logo that is no URL", { "branding.logo": "https://" }, `${look}.logo`, /https:\/\/ URL or a file/],
  ["a logo as a data URI", { "branding.logo": "data:image/png;base64,AA==" }, `${look}.logo`, /one of \.svg/],
  ["a favicon that is not there", { "branding.favicon": "./none.ico" }, `${look}.favicon`, /does not exist/],
  ["a favicon over http", { "branding.favicon": "http://example.org/f.ico" }, `${look}.favicon`, /https:\/\/ URL/],
  ["a width in another unit", { ...logo, "branding.logoWidth": "20em" }, `${look}.logoWidth`, /such as 320px/],
  ["a width that is a number", { ...logo, "branding.logoWidth": 320 }, `${look}.logoWidth`, /such as 320px/],
  ["a width with a script", { "branding.logoWidth": "1px;}" }, `${look}.logoWidth`, /such as 320px or 50%/],
  ["an about text that is a list", { "branding.about": ["a"] }, `${look}.about`, /text/],
  ["a banner that is a number", { "branding.banner": 7 }, `${look}.banner`, /text/],
  ["header HTML that is an object", { "branding.headerHtml": { b: 1 } }, `${look}.headerHtml`, /HTML/],
  ["a help link that runs a script", { "branding.helpLink": "javascript:alert(1)" }, `${look}.helpLink`, /full URL/],
  ["a help link without scheme", { "branding.helpLink": "example.org/help" }, `${look}.helpLink`, /full URL/],
  ["HTML in a key that is none", { "branding.aboutHTML": "<p>" }, `${look}.aboutHTML`, /branding\.aboutHtml\?/],

  ["pages that are not pinned", pages({}), `${look}.pages`, /one of commit, tag, branch; it has none/],
  ["pages pinned twice", pages({ commit, tag: "v1" }), `${look}.pages`, /has commit and tag/],
  ["pages with a tag and a branch", pages({ tag: "v1", branch: "main" }), `${look}.pages`, /has tag and branch/],
  [
    "pages pinned three times",
    pages({ commit, tag: "v1", branch: "main" }),
    `${look}.pages`,
    /commit and tag and branch/,
    {
      person: "two of three are too many: the mend takes one away, and the next run tells of the other",
    },
  ],
  ["a commit that is cut", pages({ commit: "0123456" }), `${look}.pages.commit`, /40 hexadecimal/],
  ["a commit of digits, as a number", pages({ commit: 123456 }), `${look}.pages.commit`, /40 hexadecimal/],
  ["a tag that is a flag", pages({ tag: "--upload-pack=x" }), `${look}.pages.tag`, /name of a tag/],
  ["a tag with a shell's characters", pages({ tag: "v1;ls" }), `${look}.pages.tag`, /name of a tag/],
  ["a tag that climbs", pages({ tag: "v1..2" }), `${look}.pages.tag`, /name of a tag/],
  ["a branch with a blank", pages({ branch: "my branch" }), `${look}.pages.branch`, /name of a branch/],
  ["an empty branch", pages({ branch: "" }), `${look}.pages.branch`, /name of a branch/],
  ["pages without a repository", pages({ repository: undefined, tag: "v1" }), `${look}.pages.repository`, /missing/],
  ["pages over http", pages({ repository: "http://github.com/x/y", tag: "v1" }), `${look}.pages.repository`, /https/],
  ["pages over ssh", pages({ repository: "git@github.com:x/y", tag: "v1" }), `${look}.pages.repository`, /https/],
  [
    "pages with a password in their URL",
    pages({ repository: "https://me:pw@github.com/x/y", tag: "v1" }),
    `${look}.pages.repository`,
    /URL with a password in plain text/,
  ],
  ["pages by their URL alone", { "branding.pages": repository }, `${look}.pages`, /./],
  ["the workshop's template path", pages({ tag: "v1", templatePath: "x" }), `${look}.pages.templatePath`, /known here/],
];
