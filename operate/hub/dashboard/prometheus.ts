import { fetch } from "undici";
import { services } from "../../../components/monitoring/names";
import { CannotLook } from "../cannot-look";
import { type CleanUp } from "../clean-up";
import { type Cluster } from "../cluster";
import { readyPod } from "../ready-pod";
import { whyNot } from "../web";

/** A number at each of some times: seconds since 1970, and the number. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [at: number, value: number])[];
}

/** An alert that Prometheus knows of. */
export interface AlertNow {
  readonly name: string;
  readonly severity: string;
  /** `pending`: not long enough to be told. */
  readonly state: "firing" | "pending";
  readonly summary: string;
  readonly runbook: string;
  /** ISO 8601. */
  readonly since: string;
}

interface Result {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

interface Rule {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: "firing" | "pending";
  readonly activeAt: string;
}

/** The hub's Prometheus, through a forwarded port: it has no address of its own. @see https://prometheus.io/docs/prometheus/latest/querying/api/ */
export class Prometheus {
  private constructor(private readonly address: string) {}

  /** @throws CannotLook if none is ready */
  static async of(cluster: Cluster, cleanUp: CleanUp): Promise<Prometheus> {
    const selector = "app.kubernetes.io/name=prometheus,app.kubernetes.io/component=server";
    await readyPod(cluster, selector).catch((error: unknown) => {
      if (error instanceof CannotLook) throw error;
      throw new CannotLook(
        `${services.prometheus} is not ready, so there are no numbers: kubectl get pods -n ${cluster.namespace} -l ${selector}`,
      );
    });
    const { port, close } = await cluster.forward(0, () => readyPod(cluster, selector), 9090);
    cleanUp.owe("The way to Prometheus", close, 5);
    return new Prometheus(`http://127.0.0.1:${port}`);
  }

  /** Numbers at one time. */
  async now(query: string, at: number): Promise<readonly Series[]> {
    return this.results("query", { query, time: String(at) });
  }

  /** Numbers over a time. */
  async over(query: string, from: number, to: number, step: number): Promise<readonly Series[]> {
    return this.results("query_range", { query, start: String(from), end: String(to), step: String(step) });
  }

  /** The alerts that fire, and those that may soon. */
  async alerts(): Promise<readonly AlertNow[]> {
    const { alerts } = (await this.ask("alerts", {})) as { alerts: readonly Rule[] };
    return alerts.map(({ labels, annotations, state, activeAt }) => ({
      name: labels.alertname ?? "",
      severity: labels.severity ?? "",
      state,
      summary: annotations.summary ?? "",
      runbook: annotations.runbook ?? "",
      since: activeAt,
    }));
  }

  private async results(path: string, words: Readonly<Record<string, string>>): Promise<readonly Series[]> {
    const { result } = (await this.ask(path, words)) as { result: readonly Result[] };
    return result.map(({ metric, value, values }) => ({
      labels: metric,
      points: (values ?? (value === undefined ? [] : [value])).map(([at, text]) => [at, Number(text)] as const),
    }));
  }

  private async ask(path: string, words: Readonly<Record<string, string>>): Promise<unknown> {
    try {
      const answer = await fetch(`${this.address}/api/v1/${path}`, {
        ...(Object.keys(words).length > 0 && { method: "POST", body: new URLSearchParams(words) }),
        signal: AbortSignal.timeout(60_000),
      });
      const { status, error, data } = (await answer.json()) as { status: string; error?: string; data: unknown };
      if (status !== "success") throw new Error(error ?? `it answered ${answer.status}`);
      return data;
    } catch (error) {
      throw new CannotLook(`${services.prometheus} did not answer: ${whyNot(error)}`);
    }
  }
}
