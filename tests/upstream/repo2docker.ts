import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What repo2docker understands, and the Dockerfile that it makes. */
export interface Understood {
  readonly base: string;
  readonly appendix: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly dockerfile: string;
}

const python = process.env.REPO2DOCKER_PYTHON ?? process.env.BINDERHUB_PYTHON ?? "python3";
const notAsked =
  spawnSync(python, ["-c", "import repo2docker.app"]).status === 0
    ? undefined
    : `${python} cannot import repo2docker (REPO2DOCKER_PYTHON names another Python)`;

/** Tests on repo2docker's own code. They are left out, and say so, where it is not there. */
export const withRepo2docker = notAsked === undefined ? describe : describe.skip;

if (notAsked !== undefined) process.stderr.write(`repo2docker's own code is not asked: ${notAsked}\n`);

/** Asks repo2docker's own code what it makes of a command, for a repository with these files. */
export function askRepo2docker(
  command: readonly string[],
  files: Readonly<Record<string, string>> = { "README.md": "" },
): Understood {
  const { status, stdout, stderr } = spawnSync(python, [join(__dirname, "dockerfiles.py")], {
    input: JSON.stringify({ arguments: command.slice(1), files }),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Understood;
}
