import { type Concept } from "../concept";
import { composeValues } from "../chart/compose";
import { clouds } from "../cluster/clouds";
import { allowRulesInValues } from "./allow-rules";
import { appPages } from "./app-pages";
import { Authentication } from "./authentication";
import { loginRules } from "./rules";
import { serverBanner, serversPerUser, serverValues } from "./servers";
import { auth } from "./settings";
import { completion, warning } from "../../settings/question";
import { sure } from "../../settings/refusal";

const client = "the client secret of the OAuth app";

/** Who may use the hub, and how they log in. */
export const login = {
  settings: { auth: auth.prefault({ type: "none" }).meta({ description: "Who may use the hub." }) },
  secrets: {
    authClientSecret: {
      description: "Client secret of the OAuth app.",
      needed: {
        by: "auth",
        types: { github: client, gitlab: client, google: client, entra: client, openIdConnect: client },
      },
    },
    dummyPassword: {
      description: "The password that everybody uses, with `auth.type: dummy`.",
      needed: { by: "auth", types: { dummy: "the password that everybody uses" } },
    },
  },
  rules: loginRules,
  completions: [
    completion(["auth", "cloud"], ({ auth, cloud }) =>
      auth.type === "entra" && cloud !== clouds[0] ? { adds: { auth: { ...auth, host: cloud.login } } } : { adds: {} },
    ),
  ],
  warnings: [
    warning(["auth", "exposure"], ({ auth, exposure }) =>
      auth.type !== "none" &&
      exposure.type !== "clusterIP" &&
      !(exposure.type === "singleHost" && exposure.https !== undefined)
        ? [
            "auth: without https, logins and cookies are sent unencrypted. exposure.type singleHost with https encrypts them.",
          ]
        : [],
    ),
  ],
  values({ auth, extraValues, storage }, { urls, secrets, home: { prefix, parent } }) {
    if (auth.type === "none") return {};
    const secret = auth.type === "dummy" ? secrets.dummyPassword : secrets.authClientSecret;
    const { values } = new Authentication(
      `${prefix}login`,
      {
        auth,
        hubCallback: urls.hubCallback,
        binderCallback: urls.binderCallback,
        secret: sure(secret, "secret of the login"),
        ruledElsewhere: allowRulesInValues(auth.type, extraValues).length > 0,
      },
      { parent },
    );
    const limit = serversPerUser({ auth, storage });
    return composeValues([values, serverValues(limit), serverBanner(limit, urls.hub)]);
  },
  outputs: ({ auth }, { urls }) =>
    auth.type === "none" || auth.type === "dummy" ? {} : { oauthCallbackUrl: urls.hubCallback },
  leaves({ auth }) {
    const page = appPages[auth.type];
    return page === undefined ? [] : [`the OAuth app (${page})`];
  },
} satisfies Concept;
