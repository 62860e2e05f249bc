import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Tokens } from "./values";

/** What {@link HubTokens} needs. */
export interface HubTokensArgs {
  /** Any text; another text makes new tokens. */
  readonly rotation: string;
  /** Whether there is a service that checks the hub. @default false */
  readonly check?: boolean;
  /** Whether there is a service that reads the hub's numbers. @default false */
  readonly monitoring?: boolean;
  /** Whether there is a service that stops servers when the hub goes to sleep. @default false */
  readonly schedule?: boolean;
  /** Whether there is a service that stops the servers of events that are over. @default false */
  readonly events?: boolean;
}

/** The hub's tokens: 32 random bytes each, made once and kept in the stack's state, encrypted. */
export class HubTokens extends pulumi.ComponentResource implements Tokens<pulumi.Output<string>> {
  readonly binderApi: pulumi.Output<string>;
  readonly proxy: pulumi.Output<string>;
  readonly cookie: pulumi.Output<string>;
  readonly build: pulumi.Output<string>;
  readonly check?: pulumi.Output<string>;
  readonly monitoring?: pulumi.Output<string>;
  readonly schedule?: pulumi.Output<string>;
  readonly events?: pulumi.Output<string>;

  constructor(name: string, args: HubTokensArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:hub:HubTokens", name, args, opts);
    const token = (purpose: string) =>
      // RandomBytes marks what it makes as secret; RandomId does not.
      new random.RandomBytes(
        `${name}-${purpose}`,
        { length: 32, keepers: { rotation: args.rotation } },
        { parent: this },
      ).hex;
    this.binderApi = token("binder-api");
    this.proxy = token("proxy");
    this.cookie = token("cookie");
    this.build = token("build");
    if (args.check === true) this.check = token("check");
    if (args.monitoring === true) this.monitoring = token("monitoring");
    if (args.schedule === true) this.schedule = token("schedule");
    if (args.events === true) this.events = token("events");
    this.registerOutputs();
  }
}
