/** The addresses at which a hub is reached, as URLs without a slash at the end. */
export interface HubUrls {
  /** The Binder page: what users are given. */
  readonly binder: string;
  /** The JupyterHub behind it, as browsers see it: `hub_url`. */
  readonly hub: string;
}

/** URLs of a hub with two addresses: one for `proxy-public`, one for `binder`. */
export function twoAddressUrls(hosts: { readonly hub: string; readonly binder: string }): HubUrls {
  return { binder: `http://${hosts.binder}`, hub: `http://${hosts.hub}` };
}
