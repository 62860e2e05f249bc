import * as z from "zod";
import { group, text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** There is no setting for its user and password: they would stand in variables of every pod. */
const proxyUrl = text(
  /^https?:\/\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?\/?$/i,
  "the URL of a proxy such as http://proxy.example.org:3128, without user name, password and path",
).refine((url) => URL.canParse(url), "the URL of a proxy, with a port up to 65535");

/** The forms that Go, curl and Python understand alike. AKS refuses a `*`. */
const direct = text(
  /^(\.?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*|(\d{1,3}\.){3}\d{1,3}\/\d{1,2})$/i,
  "a host, a domain such as .example.org, an address or a range such as 10.0.0.0/8, without * and port",
);

/** The `binderhub:network` group: how everything gets out. */
export const network = group({
  proxy: group({
    http: proxyUrl.optional().meta({
      description:
        "Proxy for plain HTTP. AKS wants it to begin with `http://`. Without `https`, it is the proxy for HTTPS too.",
      example: "http://10.1.2.3:3128",
    }),
    https: proxyUrl.optional().meta({ description: "Proxy for HTTPS.", example: "http://10.1.2.3:3128" }),
    noProxy: z
      .array(direct, { error: "a list of hosts and ranges" })
      .min(1, "at least one host, or left out")
      .optional()
      .meta({
        description:
          "Hosts, domains and ranges that are reached without the proxy. The cluster's own are always among them.",
        example: [".example.org", "10.1.0.0/16"],
      }),
    certificate: text(/\S/, "the path of a file").optional().meta({
      description:
        "File with the certificates (PEM) of a proxy that looks into HTTPS. Its path is relative to the project. Steps of builds need an image that has them: see `builds.baseImage`.",
      example: "./ca.pem",
    }),
  })
    .optional()
    .meta({
      description: "An institution's proxy, for nodes, BinderHub, builds, the pull of images, and users' servers.",
    }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly network: DeepReadonly<z.output<typeof network>> & {
      /** What is in the file of `proxy.certificate`. */
      readonly certificate?: string;
    };
  }
}
