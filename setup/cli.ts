import { spawn } from "node:child_process";
import { once } from "node:events";
import { Command, Option } from "commander";
import { messageOf } from "../sandbox/error-message";
import { projectFolder } from "../rehearse/folders";
import { rehearsalCommand } from "../rehearse/stacks";
import { agreed, ask } from "./ask";
import { checkedAnswers } from "./checks";
import { fileOf, textOf, writeWhole } from "./place";
import { type Answers, flagOf, questions } from "./questions";
import { firstCommands, keptOf, nothingKept, sameAgain, stackFile } from "./stack-file";

type Flags = Answers & { readonly yes?: true; readonly print?: true; readonly preview: boolean };

const command = new Command("npm run setup --")
  .description(
    "Asks questions about a hub, writes the file of its stack (Pulumi.<stack>.yaml), and previews it on the simulated clouds.\n" +
      "It asks for no secret. Without a terminal, give the answers as flags. You may leave out answers that have a default.",
  )
  .option("-y, --yes", "overwrite an existing file and take the defaults, without a question")
  .option("--print", "print the file and write nothing")
  .option("--no-preview", "write the file, without a preview")
  .showHelpAfterError("(npm run setup -- --help lists the flags)");
for (const { name, help, choices, preset } of questions) {
  const meanings = Object.keys(choices ?? {}).join(", ");
  const details = [...(meanings === "" ? [] : [meanings]), ...(preset === undefined ? [] : [`default: ${preset}`])];
  const described = details.length === 0 ? help : `${help} (${details.join("; ")})`;
  command.addOption(new Option(`${flagOf(name)} <answer>`, described));
}

const say = (...lines: readonly string[]) => void process.stdout.write(lines.map((line) => `${line}\n`).join(""));

/** Asks, writes, previews. The exit code. */
async function main({ yes, print, preview, ...flags }: Flags): Promise<number> {
  const answers = await answersFrom(flags, yes === true);
  if (answers === undefined) return leave();
  const checked = checkedAnswers(answers);
  if ("refused" in checked)
    throw new Error(["These answers are not right. Nothing was written.", ...checked.refused].join("\n  "));

  const stack = answers.stack ?? "";
  const file = fileOf(stack, projectFolder);
  const old = textOf(file);
  const kept = old === undefined ? nothingKept : keptOf(old);
  const content = stackFile(answers, checked.settings, kept);
  if (print) {
    process.stdout.write(content);
    return 0;
  }
  if (old !== undefined && !yes && !(await mayOverwrite(stack))) return leave();
  writeWhole(file, content);

  say(`Pulumi.${stack}.yaml is written. To give the same answers again:`, `  ${sameAgain(answers)}`);
  say(...checked.warnings.map((warning) => `Warning: ${warning}`));
  const rehearsal = rehearsalCommand(stack, "preview");
  const real = [...firstCommands(answers, kept), `pulumi preview --stack ${stack}`, `pulumi up --stack ${stack}`];
  say(
    "",
    preview ? `Now the preview on the simulated clouds: ${rehearsal}` : `On the simulated clouds: ${rehearsal}`,
    "",
  );
  const code = preview ? await rehearse(stack) : 0;
  say(
    "To deploy it, run these commands in this order. Do first what README.md, Deploy it, says about Azure:",
    ...real.map((one) => `  ${one}`),
  );
  return code;
}

/** All answers: first the flags, then the person at the terminal. If there is no terminal, the defaults. */
async function answersFrom(flags: Answers, yes: boolean): Promise<Answers | undefined> {
  if (!yes && isTerminal()) {
    return ask(flags);
  }
  return questions.reduce<Answers>((answers, { name, preset, matters }) => {
    const isNeeded = answers[name] === undefined && (matters === undefined || matters(answers));
    return isNeeded && preset !== undefined ? { ...answers, [name]: preset } : answers;
  }, flags);
}

async function mayOverwrite(stack: string): Promise<boolean> {
  const question = `The file Pulumi.${stack}.yaml exists. Overwrite it? (Encrypted secrets in it stay.)`;
  if (!isTerminal())
    throw new Error(`${question} There is no terminal to ask. Nothing was written. --yes overwrites it.`);
  return agreed(question);
}

function isTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

function leave(): number {
  say("Nothing was written.");
  return 130;
}

/** The preview of the rehearsal, in a process of its own. An interruption is passed on to it, so that it can end properly. */
async function rehearse(stack: string): Promise<number> {
  const args = ["--require=./startup/index.cjs", "rehearse/cli.ts", "preview", "--stack", stack];
  const child = spawn(process.execPath, args, { cwd: projectFolder, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? 1;
}

command.parse();
main(command.opts<Flags>()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  },
);
