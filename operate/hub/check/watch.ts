import { Listr, type ListrTask } from "listr2";
import { groups } from "./report";
import { type Pending } from "./run";

/** Shows on a terminal which probes still run. Where there is none, it shows nothing: the result comes at the end. */
export function watchedIn(out: NodeJS.WriteStream): (pending: readonly Pending[]) => Promise<unknown> {
  return (pending) => {
    if (!out.isTTY) return Promise.resolve();
    const tasks = Object.entries(groups).map(([group, title]): ListrTask => ({
      title,
      task: (_context, task) =>
        task.newListr(
          pending
            .filter(({ probe }) => probe.group === group)
            .map(({ probe, line }) => ({ title: probe.title, task: () => line })),
          { concurrent: true },
        ),
    }));
    // All of it is said again at the end, with what came back.
    return new Listr(tasks, { concurrent: true, rendererOptions: { clearOutput: true, collapseSubtasks: true } }).run();
  };
}
