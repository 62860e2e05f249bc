import * as pulumi from "@pulumi/pulumi";
import { type Settings } from "../settings";
import { type RegistryAccess } from "../values/registry";

/** What {@link ContainerRegistry} needs. */
export interface ContainerRegistryArgs {
  /** Which registry, as the settings say. */
  readonly registry: Settings["registry"];
  /** Password or token that pushes; a secret. */
  readonly password: pulumi.Input<string>;
}

/** The registry that built images are pushed to. Docker Hub is there already: nothing is made for it. */
export class ContainerRegistry extends pulumi.ComponentResource implements RegistryAccess {
  readonly username: pulumi.Output<string>;
  readonly password: pulumi.Output<string>;
  readonly imagePrefix: pulumi.Output<string>;

  constructor(name: string, { registry, password }: ContainerRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:registry:ContainerRegistry", name, {}, opts);
    this.username = pulumi.output(registry.username);
    this.password = pulumi.secret(password);
    this.imagePrefix = pulumi.output(`${registry.organization ?? registry.username}/${registry.prefix}-`);
    this.registerOutputs({ imagePrefix: this.imagePrefix });
  }
}
