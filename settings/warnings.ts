import { type Settings } from "./parse";

/** What is allowed, but worth a second thought. */
export function warnings({ auth, branding, exposure }: Settings): string[] {
  const found: string[] = [];
  if (branding.pages?.branch !== undefined) {
    found.push(
      `branding.pages.branch: the pages follow the branch ${branding.pages.branch} at every start of the pod; a commit or a tag does not change by itself.`,
    );
  }
  if (auth.type !== "none" && exposure.type === "loadBalancer") {
    found.push(
      "auth: with exposure.type loadBalancer, logins and cookies travel unencrypted; exposure.type singleHost with https keeps them private.",
    );
  }
  return found;
}
