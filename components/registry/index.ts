import { registryBill } from "./bill";
import { type Concept } from "../concept";
import { clouds } from "../cluster/clouds";
import { completion } from "../../settings/question";
import { baseImageRules, dockerConfig } from "./base-images";
import { googleKey } from "./google-key";
import { registryLosses } from "./losses";
import { registryRules } from "./rules";
import { registry as group } from "./settings";
import { registryValues } from "./values";

const google = "the JSON key of a Google service account that may push images";

/** Where built images are stored. */
export const registry = {
  settings: { registry: group.meta({ description: "Where built images are stored." }) },
  secrets: {
    registryPassword: {
      description: "Password, access token or service account key that pushes images to the registry.",
      needed: {
        by: "registry",
        types: {
          dockerHub: "the password or access token of the Docker ID that pushes images to Docker Hub",
          azureExisting: ({ name = "…", username = name, host = `${name}.azurecr.io` }) =>
            `the password with which ${username} pushes images to ${host}`,
          googleArtifactRegistry: google,
          gcr: google,
          custom: ({ username = "…", url = "…" }) => `the password with which ${username} pushes images to ${url}`,
        },
      },
      check: googleKey,
    },
    baseImageCredentials: {
      description:
        "Logins with which builds pull base images, as in Docker's config.json. Docker Hub limits pulls without a login.",
    },
  },
  rules: [...registryRules, ...baseImageRules],
  completions: [
    completion(["registry", "cloud"], ({ registry: chosen, cloud }) =>
      cloud !== clouds[0] && (chosen.type === "azure" || chosen.type === "azureExisting")
        ? { adds: { registry: { ...chosen, host: `${chosen.name.toLowerCase()}.${cloud.registries}` } } }
        : { adds: {} },
    ),
  ],
  losses: registryLosses,
  values: (settings, { registry: access, secrets }) =>
    registryValues(access, settings.registry.prefix, secrets.baseImageCredentials?.apply(dockerConfig)),
  leaves: ({ registry: { type } }) =>
    type === "azure" || type === "inCluster" || type === "none" ? [] : ["the images in the registry"],
  bill: registryBill,
} satisfies Concept;
