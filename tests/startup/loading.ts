// Runs the whole program as a preview would, but for the engine, and prints what had to be loaded for it.
import * as pulumi from "@pulumi/pulumi";
import "@pulumi/pulumi/cmd/run/tracing";
import program from "../../index";
import { additions, answer, idOf } from "../components/mocked-clouds";
import { rawConfig, type StackConfig } from "../stack/stack";

let registered = 0;

async function main(): Promise<void> {
  const { values, secretKeys } = rawConfig(JSON.parse(process.argv[2] ?? "{}") as StackConfig);
  pulumi.runtime.setAllConfig({ ...values }, [...secretKeys]);
  await pulumi.runtime.setMocks(
    {
      newResource(args) {
        registered++;
        return { id: idOf(args), state: { ...(args.inputs as object), ...additions(args) } };
      },
      call: ({ token }) => answer(token),
    },
    "binderhub",
    "dev",
    false,
    "organization",
  );
  await pulumi.runtime.runInPulumiStack(() => Promise.resolve(program()));
  // Waits for what is still being registered.
  await pulumi.runtime.disconnect();
  // What only stands in for a module has no paths to search for others.
  const files = Object.values(require.cache).flatMap((module) =>
    module?.paths === undefined ? [] : [module.filename],
  );
  process.stdout.write(JSON.stringify({ resources: registered, files }));
}

void main();
