import * as pulumi from "@pulumi/pulumi";
import { hubWithItsCluster } from "./components/program";
import { protectedFromDeletion } from "./components/protection/protection";
import { readSettings } from "./stack";
import { whatStands } from "./stack/standing";
import { withoutDebugMessages } from "./startup/debug-messages";
import { withoutOldApiVersions } from "./startup/old-api-versions";

/** Settings → what exists already → cluster → addresses → release → outputs. `components/program.ts` has the resources. */
export = async () => {
  withoutDebugMessages();
  pulumi.runtime.registerStackTransformation(withoutOldApiVersions);
  const settings = readSettings();
  const standing = await whatStands(settings);
  if (settings.protect) pulumi.runtime.registerStackTransformation(protectedFromDeletion);
  return hubWithItsCluster(settings, standing);
};
