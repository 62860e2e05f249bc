import { warning } from "../../settings/question";
import { type Concept } from "../concept";
import { sharing as group } from "./settings";
import { sharingValues } from "./values";

/** How other sites use the hub. */
export const sharing = {
  settings: { sharing: group.prefault({}).meta({ description: "How other sites use the hub." }) },
  warnings: [
    // With a login, the spawner takes its arguments from JupyterHub, and leaves this one out: `BinderSpawnerMixin.get_args`.
    warning(["sharing", "auth"], ({ sharing: { allowOrigin }, auth }) =>
      allowOrigin !== undefined && auth.type !== "none"
        ? [
            "sharing.allowOrigin: with a login, pages of other sites can ask for builds, but cannot talk to the servers, which belong to the people who are logged in.",
          ]
        : [],
    ),
  ],
  values: (settings) => sharingValues(settings.sharing),
} satisfies Concept;
