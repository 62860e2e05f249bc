/** @see https://docs.docker.com/reference/dockerfile/#overview */
const instructions = new Set([
  ...["ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"],
  ...["ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"],
]);

/** What is wrong with lines that are to end a Dockerfile, as the rest of a sentence. `undefined` if nothing is. */
export function appendixFault(text: string): string | undefined {
  return instructionsIn(text)
    .map(faultOf)
    .find((fault) => fault !== undefined);
}

/** Whether the last user of these lines is root. */
export function endsAsRoot(text: string): boolean {
  const last = instructionsIn(text)
    .map((line) => /^user\s+(\S+)/i.exec(line)?.[1])
    .filter((user) => user !== undefined)
    .at(-1);
  return last !== undefined && /^(root|0)(:|$)/.test(last);
}

function faultOf(line: string): string | undefined {
  const [word = "", ...rest] = line.split(/\s+/);
  const name = word.toUpperCase();
  if (!instructions.has(name))
    return `has a line that begins with no instruction of a Dockerfile: ${word.slice(0, 40)}`;
  if (name === "FROM") return "must not begin a new image (FROM): builds.baseImage is the image to start from";
  const sources = rest.filter((part) => !part.startsWith("--"));
  const fromElsewhere = rest.some((part) => part.startsWith("--from=")) || sources[0]?.startsWith("<<") === true;
  if (name === "COPY" && !fromElsewhere)
    return "must not COPY files: a build has the repository's files, and none of yours. COPY --from=IMAGE works";
  if (name === "ADD" && !fromElsewhere && !/^(https?:\/\/|git@)/.test(sources[0] ?? ""))
    return "must not ADD files: a build has the repository's files, and none of yours. ADD https://… works";
  return undefined;
}

/** The instructions, each on one line: without comments, and without texts that stand below (`<<EOF`). */
function instructionsIn(text: string): string[] {
  const found: string[] = [];
  let [begun, until] = ["", undefined as string | undefined];
  for (const line of text.split(/\r?\n/)) {
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
    } else if (!/^\s*(#|$)/.test(line)) {
      const whole = `${begun} ${line.trim()}`.trim();
      begun = whole.endsWith("\\") ? whole.slice(0, -1) : "";
      if (begun === "") {
        found.push(whole);
        until = /<<-?["']?(\w+)["']?/.exec(whole)?.[1];
      }
    }
  }
  return begun === "" ? found : [...found, begun];
}
