import { type HubFacts } from "../../../components/operate/facts";
import { type Launched } from "../launch";
import { kubectl, logsOfLaunch, putBack, secretAndUp, setAndUp } from "./commands";

/** A launch as it is judged: without what lets one in. */
export interface Seen extends Omit<Launched, "server"> {
  readonly ready: boolean;
  /** Address of the server. */
  readonly url?: string;
  /** What Kubernetes said of the build's or the server's pod when it did not go on. */
  readonly trouble?: string;
}

/** What went wrong in a launch, and what mends it. */
export function whyFailed(seen: Seen, facts: HubFacts): { readonly saw: string; readonly mend: string } {
  const { failure = "", trouble = "", log, phases } = seen;
  const at = phases.findLast(({ phase }) => !phase.startsWith("fail"))?.phase ?? "request";
  const said = [failure.replace(/\s+/g, " ").trim().slice(0, 240), trouble].filter(Boolean).join("; ");
  const text = `${failure}\n${trouble}\n${log.join("\n")}`;
  const is = (pattern: RegExp) => pattern.test(text);
  const lastLine = log.findLast((line) => /error|denied|refused|fatal|unable|could not|failed/i.test(line));
  const saw = `${said}${lastLine !== undefined && !said.includes(lastLine) ? ` (${lastLine.trim().slice(0, 200)})` : ""}`;
  if (is(/ImagePullBackOff|ErrImagePull|InvalidImageName/)) {
    return phases.some(({ phase }) => phase === "launching")
      ? {
          saw,
          mend: `Without this Secret, nodes cannot fetch images:\n${kubectl(facts, "get secret image-pull-secret")}\nIf it is gone:\n${putBack(facts)}\nIf its password is wrong:\n${loginAnew(facts)}`,
        }
      : {
          saw,
          mend: `The image that builds cannot be fetched:\n${setAndUp("builds.image", "quay.io/jupyterhub/repo2docker:2024.07.0")}`,
        };
  }
  if (
    is(/unauthorized|authentication required|denied: |insufficient_scope|no basic auth/i) &&
    (at === "pushing" || is(/push/i))
  )
    return { saw, mend: loginAnew(facts) };
  if (
    is(
      /[Cc]ould not resolve host|unable to (connect|access|look up)|[Cc]onnection (refused|timed out|reset)|Network is unreachable|Temporary failure in name resolution|i\/o timeout/,
    )
  )
    return {
      saw,
      mend: `Builds cannot reach what they need. Is there a policy that is not the program's?\n${kubectl(facts, "get networkpolicies")}\nIs there a firewall? With a proxy, set binderhub:network.proxy; for an address of your own, binderhub:builds.reach.`,
    };
  if (is(/already has a running server/))
    return { saw, mend: "Another check or launch is at work with the hub's service. Wait until it has ended." };
  if (is(/Could not resolve ref|Error resolving ref/))
    return {
      saw,
      mend: `Is ${facts.repository?.url ?? "it"} public? Another one:\n${setAndUp("operate.repository", "https://github.com/OWNER/REPOSITORY")}`,
    };
  if (is(/nodes are available|Insufficient|Unschedulable|FailedScheduling/))
    return {
      saw,
      mend: `No node has room. Is one closed?\nkubectl get nodes\nMore nodes:\n${setAndUp("azure.pools.users.max", 10)}`,
    };
  if (is(/exceeded quota|forbidden: exceeded/)) return { saw, mend: kubectl(facts, "describe resourcequota") };
  if (is(/CrashLoopBackOff|exited with|Error: .*exec|OOMKilled/))
    return {
      saw,
      mend: `This says what the server printed. With less than 256M of limits.userMemory, none starts.\n${logsOfLaunch(facts)}`,
    };
  if (is(/FailedMount|FailedAttachVolume|persistentvolumeclaim|unbound/i))
    return {
      saw,
      mend: `Is binderhub:storage.storageClass there?\nkubectl get storageclass\n${kubectl(facts, "get pvc,events")}`,
    };
  if (is(/too long to launch|timed out|no answer in time/i) && at === "launching")
    return {
      saw,
      mend: `The server starts, but the hub never hears of it. This says what it printed:\n${logsOfLaunch(facts)}`,
    };
  // https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/utils.py `wait_for_http_server`
  if (is(/didn't respond in \d+ seconds/))
    return {
      saw,
      mend: `The server was not up in time. This says what it printed:\n${logsOfLaunch(facts)}\nIf it only is slow, set more aside for it:\n${setAndUp("limits.userCpuGuarantee", 0.5)}`,
    };
  const mend = at === "launching" || !seen.built ? logsOfLaunch(facts) : "npm run hub -- logs builds";
  return { saw: saw === "" ? "it failed" : saw, mend };
}

function loginAnew(facts: HubFacts): string {
  return facts.registry.type === "azure" || facts.registry.type === "inCluster"
    ? "pulumi up --refresh"
    : secretAndUp("registryPassword");
}
