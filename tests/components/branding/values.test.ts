import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { type Settings } from "../../../settings/settings";
import { brandingValues, type Pictures } from "../../../components/branding/values";

type Branding = Settings["branding"];

/** `<b>"us" & 'them'</b>` as text. */
const escaped = "&lt;b&gt;&quot;us&quot; &amp; &#39;them&#39;&lt;/b&gt;";

const traits = (branding: Branding, pictures: Pictures = {}, path = "/") =>
  brandingValues(branding, pictures, path).config?.BinderHub;

describe("exactly", () => {
  test("nothing, where nothing is said", () => {
    expect(brandingValues({}, {}, "/")).toStrictEqual({});
  });

  test.each<readonly [string, Branding, Pictures, object]>([
    [
      "a logo and its width",
      { logo: "./logo.svg", logoWidth: "320px" },
      { logo: "data:image/svg+xml;base64,PHN2Zy8+" },
      {
        extra_header_html: {
          "10-logo":
            '<script>window.pageConfig.logoUrl="data:image/svg+xml;base64,PHN2Zy8+";window.pageConfig.logoWidth="320px";</script>',
        },
      },
    ],
    [
      "a favicon",
      { favicon: "./favicon.ico" },
      { favicon: "https://example.org/f.ico" },
      {
        extra_header_html: {
          "20-favicon":
            '<script>{const icon=document.getElementById("favicon");icon.removeAttribute("type");icon.href="https://example.org/f.ico";}</script>',
        },
      },
    ],
    ["about text, escaped", { about: `<b>"us" & 'them'</b>` }, {}, { about_message: escaped }],
    ["about HTML, raw", { aboutHtml: "<b>us</b>" }, {}, { about_message: "<b>us</b>" }],
    ["a banner's text, escaped", { banner: `<b>"us" & 'them'</b>` }, {}, { banner_message: escaped }],
    ["a banner's HTML, raw", { bannerHtml: "<b>us</b>" }, {}, { banner_message: "<b>us</b>" }],
    ["text, then HTML", { about: "a<b", aboutHtml: "<i>c</i>" }, {}, { about_message: "a&lt;b <i>c</i>" }],
    [
      "a help link, at the end of the banner",
      { banner: "Hi", helpLink: 'https://example.org/?a="b"&c' },
      {},
      { banner_message: 'Hi <a href="https://example.org/?a=&quot;b&quot;&amp;c">Help</a>' },
    ],
    ["header HTML, raw", { headerHtml: "<meta>" }, {}, { extra_header_html: { "30-header": "<meta>" } }],
    [
      "footer HTML, which a script puts at the end of the page",
      { footerHtml: "<footer>x</footer>" },
      {},
      {
        extra_footer_scripts: {
          "10-footer": 'document.body.insertAdjacentHTML("beforeend","\\u003cfooter>x\\u003c/footer>");',
        },
      },
    ],
  ])("%s", (_name, branding, pictures, expected) => {
    expect(brandingValues(branding, pictures, "/")).toStrictEqual({ config: { BinderHub: expected } });
  });
});

/** Texts that try to leave a script, a literal or an attribute. */
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom("</script>", "</SCRIPT >", "<!--", "<script>", '"', "\\", "'", "\n", "\u2028", "\u2029", "a"),
    )
    .map((parts) => parts.join("")),
);

describe("whatever is in a picture's URL or a width,", () => {
  test("the snippets have one </script> each, at their end, and no other tag", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (logo, logoWidth, favicon) => {
        const snippets = Object.values(traits({ logoWidth }, { logo, favicon })?.extra_header_html ?? {});
        expect(snippets).toHaveLength(2);
        for (const snippet of snippets) {
          expect(snippet.match(/<[^]*?>/g)).toEqual(["<script>", "</script>"]);
          expect(snippet).toMatch(/^<script>[^]*<\/script>$/);
        }
      }),
    );
  });

  test("the page is given just that", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (logo, logoWidth, favicon) => {
        const html = traits({ logoWidth }, { logo, favicon })?.extra_header_html ?? {};
        const icon = { href: "", removeAttribute: () => undefined };
        const page = { window: { pageConfig: {} }, document: { getElementById: () => icon } };
        for (const snippet of Object.values(html))
          runInNewContext(snippet.replaceAll(/^<script>|<\/script>$/g, ""), page);
        expect({ ...page.window.pageConfig }).toEqual({ logoUrl: logo, logoWidth });
        expect(icon.href).toBe(favicon);
      }),
    );
  });
});

test("whatever is in footer HTML, its script has no tag, and puts just that on the page", () => {
  fc.assert(
    fc.property(hostile, (footerHtml) => {
      const script = traits({ footerHtml })?.extra_footer_scripts?.["10-footer"] ?? "";
      expect(script).not.toContain("<");
      const put: string[] = [];
      const body = { insertAdjacentHTML: (_where: string, html: string) => put.push(html) };
      runInNewContext(script, { document: { body } });
      expect(put).toEqual([footerHtml]);
    }),
  );
});

test("whatever is in a text, it makes no tag and no attribute", () => {
  fc.assert(
    fc.property(hostile, hostile, (about, banner) => {
      const { about_message = "", banner_message = "" } = traits({ about, banner }) ?? {};
      for (const text of [about_message, banner_message]) expect(text).not.toMatch(/[<>"']/);
    }),
  );
});
