import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { findEngine } from "../../../rehearse/engine";
import { projectFolder } from "../../../rehearse/folders";
import { CannotLook } from "../cannot-look";

/**
 * The stack of a hub.
 *
 * @param name `undefined`: the hub was read from a file
 * @throws CannotLook if it has no name
 */
export async function stackOf(name: string | undefined, say: (line: string) => void): Promise<Stack> {
  if (name === undefined)
    throw new CannotLook("An upgrade is a run of Pulumi, and a file of outputs has no stack: name it with --stack.");
  const { command: pulumiCommand } = await findEngine(say);
  return LocalWorkspace.selectStack({ stackName: name, workDir: projectFolder }, { pulumiCommand });
}
