import { type BackupFacts } from "../../../components/backup/facts";
import { CannotLook } from "../cannot-look";
import { type CleanUp } from "../clean-up";
import { type Clock } from "../clock";
import { type Cluster } from "../cluster";
import { type PodObject } from "../objects";
import { groups, type VolumePod, volumePod } from "./volume-pod";

/** What restic said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  /** Why Kubernetes ended it. @default it ended by itself */
  readonly killed?: string;
}

/** Seconds after which a pod that has not begun is given up: time for a new node, and for a disk. */
const begins = 600;

/** Seconds after which it is said why a pod has not begun. */
const patience = 30;

/** Seconds for a question to the repository. */
const answers = 900;

const tooMuchMemory = "it needed more memory than it may have";

/** Exit codes of restic. @see https://restic.readthedocs.io/en/v0.18.1/075_scripting.html#exit-codes */
export const codes = { incomplete: 3, noRepository: 10, locked: 11, wrongPassword: 12 } as const;

/** restic in the cluster: each thing that it does with a volume is a pod of its own, and what it is asked is asked in one pod that stays until the end. */
export class Restic {
  private asking: Promise<string> | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly facts: BackupFacts,
    private readonly cleanUp: CleanUp,
    private readonly clock: Clock,
    /** Says why nothing happens. */
    private readonly say: (line: string) => void,
  ) {}

  /** Runs a pod to its end, and removes it. @throws why it could not begin */
  async run(pod: VolumePod, seconds: number): Promise<Said> {
    const { name, remove } = await this.make(pod);
    const limit = { ends: seconds, begins };
    try {
      const ended = await this.until(name, limit, ({ status }) => {
        const { terminated } = status?.containerStatuses?.[0]?.state ?? {};
        return terminated === undefined ? undefined : { code: terminated.exitCode, reason: terminated.reason ?? "" };
      });
      const out = await this.cluster.log(name, "restic", { timestamps: false });
      return { code: ended.code, out, ...(ended.reason === "OOMKilled" && { killed: tooMuchMemory }) };
    } finally {
      await remove();
    }
  }

  /** Asks the repository something. @throws why there is no answer */
  async ask(args: readonly string[], seconds = answers): Promise<Said & { readonly err: string }> {
    const pod = await (this.asking ??= this.begin());
    const command = ["restic", ...args];
    return this.cluster.run({ pod, container: "restic", command, seconds });
  }

  /** Makes the repository, if there is none. @throws CannotLook with what to do */
  async init(): Promise<void> {
    const { code, err } = await this.ask(["init"], 120);
    // Before it makes something, it looks whether there is a repository.
    if (code !== 0 && !/already (exists|initialized)/.test(err)) throw this.refused({ code, out: err });
  }

  /** What the repository has, as JSON. @throws CannotLook with what to do */
  async snapshots(): Promise<string> {
    const { code, out, err } = await this.ask(["snapshots", "--json"]);
    if (code === codes.noRepository) return "[]";
    if (code !== 0) throw this.refused({ code, out: err });
    return out;
  }

  /** Why restic could not work with the repository, and what mends it. */
  refused({ code, out }: Said): CannotLook {
    const where = this.facts.repository;
    if (code === codes.wrongPassword || out.includes("wrong password")) {
      return new CannotLook(
        `The password does not open the backup in ${where}: it was made with another one. ` +
          "Set that: pulumi config set --secret binderhub:backupPassword. Then: pulumi up",
      );
    }
    if (code === codes.locked)
      return new CannotLook(`Somebody else works on the backup in ${where}. Try again in half an hour.`);
    return new CannotLook(
      `The backup in ${where} cannot be used: ${lastLine(out)}. Is the storage there, and does binderhub:backupCredentials let restic in?`,
    );
  }

  private async begin(): Promise<string> {
    const { name } = await this.make({ command: ["sleep", "86400"], group: groups.person });
    await this.until(name, { ends: begins, begins }, ({ status }) =>
      status?.containerStatuses?.[0]?.state?.running === undefined ? undefined : true,
    );
    return name;
  }

  private async make(pod: VolumePod) {
    const { core, namespace } = this.cluster;
    const body: object = volumePod(pod, this.facts);
    const made = await this.cluster.ask("make a pod", core.createNamespacedPod({ namespace, body }));
    const name = made.metadata?.name ?? "";
    const remove = this.cleanUp.owe(`The pod ${name}`, async () => {
      await core.deleteNamespacedPod({ name, namespace });
      // A disk is free for others when its pod is gone.
      await this.gone(name);
    });
    return { name, remove };
  }

  private async gone(name: string): Promise<void> {
    const { core, namespace } = this.cluster;
    const end = this.clock.now() + 60;
    while (this.clock.now() < end) {
      const { items } = await core.listNamespacedPod({ namespace, fieldSelector: `metadata.name=${name}` });
      if (items.length === 0) return;
      await this.clock.wait(1);
    }
  }

  /** Waits until a pod is as it must be. @throws why it does not get there */
  private async until<Found>(
    name: string,
    limit: { readonly begins: number; readonly ends: number },
    found: (pod: PodObject) => Found | undefined,
  ): Promise<Found> {
    const { core, namespace } = this.cluster;
    const began = this.clock.now();
    let isTold = false;
    for (;;) {
      if (this.cleanUp.signal.aborted) throw new CannotLook("Interrupted.");
      const pod = await this.cluster.ask("look at a pod", core.readNamespacedPod({ name, namespace }));
      const answer = found(pod);
      if (answer !== undefined) return answer;
      const phase = pod.status?.phase;
      // Evicted, or its node is gone: nothing more comes.
      if (phase === "Failed") throw new Error(`its pod failed: ${pod.status?.message ?? pod.status?.reason ?? ""}`);
      const waited = this.clock.now() - began;
      if (waited > patience && phase === "Pending" && !isTold) {
        isTold = true;
        this.say(`A pod does not begin yet, and waits for ${limit.begins / 60} minutes at most: ${whyPending(pod)}`);
      }
      if (waited > limit.begins && phase === "Pending") throw new Error(`its pod does not begin: ${whyPending(pod)}`);
      if (waited > limit.ends) throw new Error(`it was not done after ${Math.round(limit.ends / 60)} minutes`);
      await this.clock.wait(1, this.cleanUp.signal);
    }
  }
}

/** Why a pod waits, in Kubernetes' words. */
export function whyPending({ status }: Pick<PodObject, "status">): string {
  const waiting = status?.containerStatuses?.[0]?.state?.waiting;
  if (waiting?.reason !== undefined && waiting.reason !== "ContainerCreating")
    return [waiting.reason, waiting.message].filter((part) => part !== undefined).join(": ");
  const refused = status?.conditions?.find(({ type, status: is }) => type === "PodScheduled" && is === "False");
  return refused?.message ?? "its volume is not mounted";
}

/** Why restic did not do what it should: why it was ended, or the last thing that it said. */
export function whyNot({ killed, out, code }: Said): string {
  return killed ?? (lastLine(out) || `restic ended with ${code}`);
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
