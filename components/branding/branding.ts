import * as pulumi from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { brandingValues } from "./values";
import { type ChartValues } from "../chart/chart-values";

/** What {@link Branding} needs. */
export interface BrandingArgs {
  /** Texts, HTML, pages. */
  readonly branding: Settings["branding"];
  /** Logo and icon as URLs. */
  readonly pictures: Settings["pictures"];
  /** BinderHub's own path below its host, with slashes at both ends. */
  readonly basePath: string;
}

/** The look of the Binder page: logo, texts, pages. It makes no resources. */
export class Branding extends pulumi.ComponentResource {
  /** What it adds to the chart's values. */
  readonly values: ChartValues;

  constructor(name: string, args: BrandingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:hub:Branding", name, args, opts);
    this.values = brandingValues(args.branding, args.pictures, args.basePath);
    this.registerOutputs();
  }
}
