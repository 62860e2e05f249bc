import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { azure } from "../sandbox/azure";
import { Clouds } from "../sandbox/clouds";
import { Faults } from "../sandbox/faults";
import { random } from "../sandbox/random/index";
import { serveProvider } from "../sandbox/server";
import { openSetup, type Setup, type SetupOptions } from "./setup";

/**
 * Runs a set-up on a simulated Azure, which is gone afterwards.
 *
 * @param play gets the set-up, and a function that lists what exists in the simulated Azure
 */
export async function rehearsed<T>(
  options: SetupOptions,
  play: (setup: Setup, left: () => readonly string[]) => Promise<T>,
): Promise<T> {
  mkdirSync(options.folder, { recursive: true });
  const clouds = new Clouds(join(options.folder, "clouds.json"));
  const context = { clouds, faults: new Faults() };
  const providers = await Promise.all([azure, random].map((model) => serveProvider(model, context)));
  try {
    const setup = await openSetup({
      ...options,
      environment: {
        ...options.environment,
        PULUMI_HOME: join(options.folder, "home"),
        PULUMI_DEBUG_PROVIDERS: providers.map(({ name, port }) => `${name}:${port}`).join(","),
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    });
    return await play(setup, () => clouds.all().map(([id]) => id));
  } finally {
    for (const provider of providers) provider.stop();
  }
}
