import * as pulumi from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { authValues } from "./values";
import { type ChartValues } from "../chart/chart-values";

/** What {@link Authentication} needs. */
export interface AuthenticationArgs {
  /** How people log in, and who may. */
  readonly auth: Settings["auth"];
  /** Where the identity provider sends people back; to be registered with the OAuth app. */
  readonly hubCallback: pulumi.Input<string>;
  /** Where the hub sends people back. */
  readonly binderCallback: pulumi.Input<string>;
  /** Client secret of the OAuth app, or with `dummy` everybody's password. */
  readonly secret: pulumi.Input<string>;
  /** Whether values of the user's own have a rule that lets somebody in. @default false */
  readonly ruledElsewhere?: boolean;
}

/** Login with GitHub or another provider. It makes no resources: a person registers and deletes the OAuth app. */
export class Authentication extends pulumi.ComponentResource {
  /** What it adds to the chart's values. */
  readonly values: ChartValues;
  /** What to register as the OAuth app's callback URL. */
  readonly callbackUrl: pulumi.Output<string>;

  constructor(name: string, args: AuthenticationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:hub:Authentication", name, { ...args, secret: undefined }, opts);
    this.values = authValues(args.auth, { ...args, secret: pulumi.secret(args.secret) });
    this.callbackUrl = pulumi.output(args.hubCallback);
    this.registerOutputs({ callbackUrl: this.callbackUrl });
  }
}
