import { type Why } from "./attempts";

/** Why launches failed, in a few words. None names a repository or a person. */
export const whyInWords: Readonly<Record<Why, string>> = {
  notFound: "not found, not allowed or closed: BinderHub's log does not say",
  buildFailed: "the build failed",
  noServer: "the server did not start",
  tookTooLong: "the server took too long to start",
  hasOne: "the person had a server already",
  hubAnswers: "the hub made no user",
  full: "the hub was full",
  repositoryFull: "the repository had its most servers",
  tooMany: "too many launches from one address",
  noLogin: "not logged in, or not let in",
  other: "an error in BinderHub: see npm run hub -- logs binder",
};
