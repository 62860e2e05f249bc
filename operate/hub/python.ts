import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cluster } from "./cluster";
import { readyPod } from "./ready-pod";

/** The parts of a hub in which code of this folder's `python` runs, and what runs before it. */
const before: Readonly<Record<"binder" | "hub", readonly string[]>> = { binder: ["api.py"], hub: [] };

/** Code of this folder's `python`. */
export function pythonOf(file: string): string {
  return readFileSync(join(__dirname, "python", file), "utf8");
}

/**
 * Runs code in a pod of the hub, with the rights that this part has, and reads the last line that it prints, as JSON.
 *
 * @param args what the code finds in `sys.argv`
 * @throws the last line that it wrote as an error
 */
export async function inPod(
  cluster: Cluster,
  part: "binder" | "hub",
  file: string,
  args: readonly string[],
  seconds = 150,
): Promise<unknown> {
  const pod = await readyPod(cluster, `component=${part}`);
  const stdin = [...before[part], file].map(pythonOf).join("\n");
  const { out, err, code } = await cluster.run({
    ...{ pod, container: part, seconds, stdin },
    command: ["python3", "-", ...args],
  });
  const last = (text: string) => text.trim().split("\n").at(-1) ?? "";
  if (code !== 0) throw new Error(`the pod ${pod} says: ${last(err)}`);
  return JSON.parse(last(out));
}
