import { type Concept } from "../concept";
import { clouds } from "../cluster/clouds";
import { appPages } from "./app-pages";
import { Authentication } from "./authentication";
import { loginRules } from "./rules";
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
      description: "The one password of everybody, with `auth.type: dummy`.",
      needed: { by: "auth", types: { dummy: "the one password of everybody" } },
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
            "auth: without https, logins and cookies travel unencrypted; exposure.type singleHost with https keeps them private.",
          ]
        : [],
    ),
  ],
  values({ auth }, { urls, secrets, home: { prefix, parent } }) {
    if (auth.type === "none") return {};
    const secret = auth.type === "dummy" ? secrets.dummyPassword : secrets.authClientSecret;
    const { hubCallback, binderCallback } = urls;
    const args = { auth, hubCallback, binderCallback, secret: sure(secret, "secret of the login") };
    return new Authentication(`${prefix}login`, args, { parent }).values;
  },
  outputs: ({ auth }, { urls }) =>
    auth.type === "none" || auth.type === "dummy" ? {} : { oauthCallbackUrl: urls.hubCallback },
  leaves({ auth }) {
    const page = appPages[auth.type];
    return page === undefined ? [] : [`the OAuth app (${page})`];
  },
} satisfies Concept;
