import { type Settings } from "../../settings/settings";

/** Where OAuth apps are managed, by identity provider. */
export const appPages: Partial<Record<Settings["auth"]["type"], string>> = {
  github: "https://github.com/settings/developers",
  gitlab: "your GitLab's Preferences, Applications",
  google: "https://console.cloud.google.com/apis/credentials",
  entra: "https://entra.microsoft.com, App registrations",
  openIdConnect: "your identity provider",
};
