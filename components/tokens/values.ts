import { type Input } from "@pulumi/pulumi";
import { type ChartValues } from "../chart/chart-values";

/** The hub's tokens: 32 random bytes each, as 64 hexadecimal digits. */
export interface Tokens<T = Input<string>> {
  /** For BinderHub, to use JupyterHub's API. */
  readonly binderApi: T;
  /** For the hub, to use its proxy. */
  readonly proxy: T;
  /** Signs the cookies of logged-in users. */
  readonly cookie: T;
  /** Signs the tokens of BinderHub's own build API. */
  readonly build: T;
  /** For the service that checks the hub. @default there is none */
  readonly check?: T;
  /** For the service that reads the hub's numbers. @default there is none */
  readonly monitoring?: T;
  /** For the service that stops servers when the hub goes to sleep. @default there is none */
  readonly schedule?: T;
  /** For the service that stops the servers of events that are over. @default there is none */
  readonly events?: T;
}

/** The tokens, at the keys where the charts read them. */
export function tokenValues({ binderApi, proxy, cookie, build }: Tokens): ChartValues {
  return {
    config: { BinderHub: { build_token_secret: build } },
    jupyterhub: {
      hub: { cookieSecret: cookie, services: { binder: { apiToken: binderApi } } },
      proxy: { secretToken: proxy },
    },
  };
}
