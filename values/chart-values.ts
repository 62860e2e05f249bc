import { type Input } from "@pulumi/pulumi";

/**
 * The part of the BinderHub chart's values that the program writes, with their types.
 *
 * The charts' own schemas leave `config` and `jupyterhub.hub.config` open, so that a misspelt trait there is ignored without a
 * word: these types are what catches it. Everything is optional: a layer writes what it knows, and the layers are merged.
 *
 * @see https://binderhub.readthedocs.io/en/latest/reference/ref-index.html for what stands under `config`
 * @see https://z2jh.jupyter.org/en/stable/resources/reference.html for what stands under `jupyterhub`
 */
export interface ChartValues {
  readonly config?: {
    readonly BinderHub?: {
      readonly hub_url?: Input<string>;
      readonly hub_url_local?: Input<string>;
      readonly use_registry?: boolean;
      readonly image_prefix?: Input<string>;
      readonly build_token_secret?: Input<string>;
    };
  };
  readonly imageBuilderType?: "dind" | "pink" | "host";
  readonly imageCleaner?: { readonly cordon?: boolean };
  readonly registry?: {
    readonly url?: Input<string>;
    readonly username?: Input<string>;
    readonly password?: Input<string>;
  };
  readonly service?: ServiceValues;
  readonly jupyterhub?: {
    readonly hub?: {
      readonly cookieSecret?: Input<string>;
      readonly services?: { readonly binder?: { readonly apiToken?: Input<string> } };
    };
    readonly proxy?: { readonly secretToken?: Input<string>; readonly service?: ServiceValues };
  };
}

/** A Service of the chart: `service` for the Binder page, `jupyterhub.proxy.service` for the hub. */
export interface ServiceValues {
  readonly type?: "LoadBalancer" | "ClusterIP" | "NodePort";
  readonly annotations?: Readonly<Record<string, Input<string>>>;
}
