import { readFileSync } from "node:fs";
import { LocalWorkspace, type OutputMap } from "@pulumi/pulumi/automation";
import { type HubFacts } from "../../components/operate/facts";
import { findEngine } from "../../rehearse/engine";
import { projectFolder } from "../../rehearse/folders";
import { messageOf } from "../../sandbox/error-message";
import { at, isRecord } from "../../settings/untyped";
import { type Access } from "../helm";
import { CannotLook } from "./cannot-look";

/** Where the outputs of a stack are found. */
export interface From {
  /** Name of the stack. @default the selected one */
  readonly stack?: string;
  /** A file with what `pulumi stack output --json --show-secrets` prints, in place of a stack. */
  readonly outputs?: string;
}

/** A hub, and how its cluster is reached. */
export interface Hub {
  readonly facts: HubFacts;
  readonly access: Access;
  /** Name of the stack, for the commands that mend. @default none is known */
  readonly stack?: string;
}

/**
 * Reads a hub from the outputs of its stack, and nothing else.
 *
 * @throws CannotLook if there is no stack, or it has no hub
 */
export async function readHub(from: From, say: (line: string) => void): Promise<Hub> {
  const { outputs, stack } =
    from.outputs === undefined
      ? await outputsOf(from.stack, say)
      : { outputs: outputsIn(from.outputs), stack: from.stack };
  return { ...hubIn(outputs), ...(stack !== undefined && { stack }) };
}

/** A hub from outputs. @throws CannotLook if they are not those of a hub */
export function hubIn(outputs: unknown): Pick<Hub, "facts" | "access"> {
  const facts = at(outputs, "operate");
  if (!isRecord(facts) || typeof facts.namespace !== "string") {
    throw new CannotLook(
      isRecord(outputs) && Object.keys(outputs).length > 0
        ? "The stack has no output `operate`: it was made by an older version of this program. Run pulumi up once."
        : "The stack has no outputs: there is no hub yet. Run pulumi up.",
    );
  }
  const known = facts as unknown as HubFacts;
  if (known.cluster.platform === "existing") {
    const { kubeconfig: file, context } = known.cluster;
    return { facts: known, access: { file, context } };
  }
  const kubeconfig = at(outputs, "kubeconfig");
  if (typeof kubeconfig !== "string") throw new CannotLook("The stack has no output `kubeconfig`. Run pulumi up.");
  return { facts: known, access: { kubeconfig } };
}

function outputsIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new CannotLook(
      `${file} cannot be read as outputs (${messageOf(error)}). It is made by: pulumi stack output --json --show-secrets > ${file}`,
    );
  }
}

async function outputsOf(name: string | undefined, say: (line: string) => void) {
  try {
    const { command: pulumiCommand } = await findEngine(say);
    const workspace = await LocalWorkspace.create({ workDir: projectFolder, pulumiCommand });
    const stack = name ?? (await workspace.stack())?.name;
    if (stack === undefined) throw new CannotLook("No stack is selected: name one with --stack.");
    const outputs = await workspace.stackOutputs(stack);
    return { outputs: plain(outputs), stack };
  } catch (error) {
    if (error instanceof CannotLook) throw error;
    const message = messageOf(error);
    throw new CannotLook(
      message.includes("PULUMI_ACCESS_TOKEN must be set")
        ? "You are not logged in to the place where your stacks are kept. Run pulumi login, and then this again."
        : `The outputs of the stack cannot be read: ${message}`,
    );
  }
}

function plain(outputs: OutputMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]));
}
