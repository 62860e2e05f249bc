import { type Input } from "@pulumi/pulumi";
import { type ChartValues } from "./chart-values";

/** A registry that images are pushed to, and the credentials that may. */
export interface RegistryAccess {
  /** Key of the credentials in Docker's `config.json`; Docker Hub where absent. */
  readonly url?: Input<string>;
  readonly username: Input<string>;
  readonly password: Input<string>;
  /** What stands before the repository's part of every image's name, hyphen included. */
  readonly imagePrefix: Input<string>;
}

/** Push credentials and image names. */
export function registryValues({ url, username, password, imagePrefix }: RegistryAccess): ChartValues {
  return {
    config: { BinderHub: { use_registry: true, image_prefix: imagePrefix } },
    registry: { ...(url === undefined ? {} : { url }), username, password },
  };
}
