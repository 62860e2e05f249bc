import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { projectFolder } from "../stack";
import { whatStands } from "../stack/standing";
import { settingsFrom } from "./arguments";
import { BinderHub } from "./binder-hub";
import { inArguments } from "./messages";
import { withoutDebugMessages } from "../startup/debug-messages";
import { report } from "../settings/problems";
import { packageSchema, token } from "./schema";

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));

/**
 * Serves the component to programs in any of Pulumi's languages.
 *
 * Not with `componentProviderHost`. It makes the component in a constructor, which cannot wait until the state was read. It reads the arguments'
 * types with TypeScript's compiler in every run, knows no unions, and would need a second list of all settings.
 * @see https://github.com/pulumi/pulumi/blob/v3.270.0/sdk/nodejs/provider/experimental/provider.ts construct
 */
const provider: pulumi.provider.Provider = {
  version,
  getSchema: () => Promise.resolve(JSON.stringify(packageSchema(version))),
  async construct(name, type, inputs, opts) {
    if (type !== token) throw new Error(`This package has no ${type}.`);
    const prefix = `${name}-`;
    const settings = await settingsFrom(inputs);
    const standing = await whatStands(settings, {
      whose: { type, prefix },
      provider: providerIn(opts, "azure-native"),
      report: (problems) => inArguments(report(problems)),
    });
    const { urn, made } = new BinderHub(name, { inputs, settings, standing, prefix }, opts);
    return { urn, state: made };
  },
};

/** The provider that the program gave for a package. The SDK gives them by name here. */
function providerIn({ providers }: pulumi.ComponentResourceOptions, of: string): pulumi.ProviderResource | undefined {
  return Array.isArray(providers) ? undefined : providers?.[of];
}

withoutDebugMessages();

export = pulumi.provider.main(provider, process.argv.slice(2));
