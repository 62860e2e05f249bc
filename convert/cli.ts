import { readFileSync } from "node:fs";
import { Command } from "commander";
import { messageOf } from "../sandbox/error-message";
import { readValues } from "./chart-values-of";
import { convert } from "./convert";
import { written } from "./written";

const command = new Command("npm run --silent convert --")
  .description(
    "Prints the settings (Pulumi.<stack>.yaml) for a hub that has a values file of the BinderHub chart, and what could not be placed, and why.\n" +
      "Several files are merged as Helm merges them: later ones win. No secret is printed.",
  )
  .argument("<file...>", "values files, such as config.yaml")
  .option("--existing", "the hub runs on a cluster that is there, not on one that the program makes in Azure")
  .option("--stack <name>", "name of the stack", "converted")
  .showHelpAfterError("(npm run convert -- --help shows what there is)");

command.parse();
try {
  const { existing, stack } = command.opts<{ existing?: true; stack: string }>();
  const texts = command.args.map((file) => [file, readFileSync(file, "utf8")] as const);
  process.stdout.write(written(convert(readValues(texts), existing === true ? "existing" : "azure"), stack));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
