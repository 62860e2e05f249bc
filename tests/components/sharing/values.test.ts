import { sharingValues } from "../../../components/sharing/values";
import { sharing } from "../../../components/sharing";
import { ask } from "../../../settings/question";
import { settingsOf, edited, type Edits } from "../../stack/stack";

const origin = "https://book.example.org";

test("a hub that shares nothing says nothing of it", () => {
  expect(sharingValues({})).toStrictEqual({});
});

test("an origin may start servers and talk to them", () => {
  expect(sharingValues({ allowOrigin: origin })).toStrictEqual({
    config: { BinderHub: { cors_allow_origin: origin } },
    jupyterhub: { hub: { config: { BinderSpawner: { cors_allow_origin: origin } } } },
  });
});

test("badges lead to another address", () => {
  expect(sharingValues({ badgeUrl: "https://mybinder.example.org/" })).toStrictEqual({
    config: { BinderHub: { badge_base_url: "https://mybinder.example.org/" } },
  });
});

describe("a warning", () => {
  const warnings = (edits: Edits) =>
    ask(
      sharing.warnings,
      settingsOf(edited(edits), ["binderhub:registryPassword", "binderhub:dummyPassword"]),
      undefined,
    )
      .flat()
      .filter((text) => text.startsWith("sharing"));

  test("says that a login keeps other sites from servers", () => {
    const login = { auth: { type: "dummy", allowAll: true }, dummyPassword: "x" };
    expect(warnings({ ...login, "sharing.allowOrigin": "*" })).toEqual([expect.stringContaining("with a login")]);
  });

  test("is not given without a login", () => {
    expect(warnings({ "sharing.allowOrigin": "*" })).toEqual([]);
  });
});
