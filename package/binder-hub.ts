import * as pulumi from "@pulumi/pulumi";
import { hubWithItsCluster } from "../components/program";
import { protectedFromDeletion } from "../components/protection/protection";
import { type SecretOutputs, type Settings } from "../settings/settings";
import { type StandingOf } from "../standing";
import { withoutOldApiVersions } from "../startup/old-api-versions";
import { inArguments } from "./messages";
import { token } from "./schema";

/** What {@link BinderHub} needs. */
export interface BinderHubArgs {
  /** The arguments as they were given, for the state. */
  readonly inputs: pulumi.Inputs;
  /** What follows from them. */
  readonly settings: Settings & { readonly secrets: SecretOutputs };
  /** What is known about each resource already. */
  readonly standing: StandingOf;
  /** What the names of its resources begin with. */
  readonly prefix: string;
}

/** A BinderHub with its cluster, as a component of somebody else's program. */
export class BinderHub extends pulumi.ComponentResource {
  /** Its outputs, by name. */
  readonly made: Record<string, unknown>;

  constructor(
    name: string,
    { inputs, settings, standing, prefix }: BinderHubArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    const transformations = [withoutOldApiVersions, ...(settings.protect ? [protectedFromDeletion] : [])];
    super(token, name, { ...inputs, ...settings.secrets }, { ...opts, transformations });
    const made: Record<string, unknown> = hubWithItsCluster(settings, standing, { prefix, parent: this });
    this.made = { ...made, nextSteps: pulumi.output(made.nextSteps as pulumi.Input<string>).apply(inArguments) };
    this.registerOutputs(this.made);
  }
}
