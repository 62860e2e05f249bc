import { Branding } from "../../../components/branding/branding";
import { record } from "../recorder";

const recorded = (basePath = "/") =>
  record(
    () =>
      new Branding("x", {
        branding: { banner: "1 < 2", pages: { repository: "https://example.org/pages", tag: "v1" } },
        pictures: { logo: "https://example.org/logo.svg" },
        basePath,
      }),
  );

test("makes nothing of its own", async () => {
  const { resources } = await recorded();
  expect(resources.filter(({ custom }) => custom)).toEqual([]);
});

test("gives texts, pictures and pages as values", async () => {
  const { result } = await recorded();
  expect(result.values).toMatchObject({
    config: {
      BinderHub: {
        banner_message: "1 &lt; 2",
        extra_header_html: { "10-logo": expect.stringContaining("https://example.org/logo.svg") as string },
        template_path: "/etc/binderhub/custom/templates",
      },
    },
    initContainers: [{ name: "clone-pages" }],
  });
});

test("serves the pages' files below the path at which the Binder page stands", async () => {
  const { result } = await recorded("/services/binder/");
  expect(result.values.config?.BinderHub?.template_variables).toEqual({
    EXTRA_STATIC_URL_PREFIX: "/services/binder/extra_static/",
  });
});
