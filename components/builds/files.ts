import { fullPath } from "../../settings/files";
import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { completion } from "../../settings/question";

/** The most that the arguments of a program may have: the limit of Linux is 128 KiB for each. */
const largest = 60_000;

/** Reads the files that stand for texts: the appendix, and what a repository gets that says nothing of its own. */
export const buildFiles = completion(["builds"], ({ builds }, { read, project }) => {
  const problems: Problem[] = [];
  const textOf = (name: "appendixFile" | "defaultFile", example: string) => {
    const file = builds[name];
    if (file === undefined) return undefined;
    const text = read(fullPath(file, project))?.toString("utf8");
    const rule =
      text === undefined
        ? "is a file that is not there (paths are relative to the project)"
        : text.trim() === ""
          ? "is an empty file"
          : text.length > largest
            ? `must have at most ${largest.toLocaleString("en")} characters: it is handed on as an argument`
            : undefined;
    if (rule === undefined) return text;
    const key = `binderhub:builds.${name}`;
    const mend = text === undefined ? setCommand(key, example) : removeCommand(key);
    problems.push({ key, value: file, rule, mend });
    return undefined;
  };
  const [fromFile, defaultText] = [
    textOf("appendixFile", "./appendix.Dockerfile"),
    textOf("defaultFile", "./environment.yml"),
  ];
  const appendixText = fromFile ?? builds.appendix;
  return {
    adds: {
      builds: {
        ...builds,
        ...(appendixText !== undefined && { appendixText }),
        ...(defaultText !== undefined && { defaultText }),
      },
    },
    problems,
  };
});
