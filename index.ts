import * as pulumi from "@pulumi/pulumi";
import { hubWithItsCluster } from "./components/program";
import { protectedFromDeletion } from "./components/protection/protection";
import { readSettings } from "./stack";
import { type Look, whatStands } from "./stack/standing";
import { withoutDebugMessages } from "./startup/debug-messages";
import { withoutOldApiVersions } from "./startup/old-api-versions";

/**
 * Settings → what exists already → cluster → addresses → release → outputs. `components/program.ts` has the resources.
 *
 * @param look how to look at what exists. Pulumi gives none, a rehearsal does
 */
export = async (look?: Look) => {
  withoutDebugMessages();
  pulumi.runtime.registerStackTransformation(withoutOldApiVersions);
  const settings = readSettings();
  const standing = await whatStands(settings, look);
  if (settings.protect) pulumi.runtime.registerStackTransformation(protectedFromDeletion);
  return hubWithItsCluster(settings, standing);
};
