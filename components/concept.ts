import { type Workspace } from "@pulumi/azure-native/operationalinsights";
import { type Output } from "@pulumi/pulumi";
import type * as z from "zod";
import { type Problem } from "../settings/problems";
import { type Completion, type Rule, type Warning } from "../settings/question";
import { type SecretSetting } from "../settings/secret";
import { type Groups, type SecretOutputs, type Settings } from "../settings/settings";
import { type Before, type Recorded } from "../standing/recorded";
import { type HubUrls } from "./address/urls";
import { type ExposureContext } from "./address/values";
import { type ChartValues } from "./chart/chart-values";
import { type Bill } from "./cost/bill";
import { type Home } from "./home";
import { type Furnishing, type InNamespace } from "./hub/binder-hub";
import { type Loss } from "./protection/losses";
import { type RegistryAccess } from "./registry/values";
import { type Tokens } from "./tokens/values";

/**
 * What one concept adds to the program. All of it is in the folder of the same name. A concept is part of the program if `concepts.ts` lists it.
 */
export interface Concept {
  /** What can be set, by the key after `binderhub:`. */
  readonly settings: Readonly<Record<string, z.ZodType>>;
  /** Of these, groups that only its completions and rules look at: what follows from them stands in their place. @default none */
  readonly groups?: readonly (keyof Groups)[];
  /** Settings that are secrets. @default none */
  readonly secrets?: Readonly<Record<string, SecretSetting>>;
  /** Read what its settings refer to, such as files. @default nothing */
  readonly completions?: readonly Completion[];
  /** Check its settings, alone and together with others. @default nothing */
  readonly rules?: readonly Rule[];
  /** Warn about what is allowed, but may be a mistake. @default nothing */
  readonly warnings?: readonly Warning[];
  /** Changes of it that cannot be made in one `pulumi up`, given what exists. @default none */
  readonly changes?: (settings: Settings, before: Before) => readonly Problem[];
  /** What a change of it deletes for good, given what exists. @default nothing */
  readonly losses?: (settings: Settings, recorded: Recorded) => readonly Loss[];
  /** Say what a change of it does that nobody sees in the plan, given what exists. @default nothing */
  readonly notices?: (settings: Settings, recorded: Recorded) => readonly string[];
  /** Its layer of the chart's values. If it has a component, this makes it. @default none */
  readonly values?: (settings: Settings, context: HubContext) => ChartValues;
  /**
   * What it makes in the hub's namespace before the release, such as a Secret, and the values that name it. Those are merged last, over the user's own.
   * @default nothing
   */
  readonly inNamespace?: (settings: Settings, context: HubContext, inside: InNamespace) => readonly Furnishing[];
  /** What it makes in the hub's namespace once the release is there, such as a job that uses the hub. @default nothing */
  readonly afterRelease?: (settings: Settings, made: Made, inside: InNamespace, context: HubContext) => void;
  /** What of it Azure bills, where the stack makes the cluster. @default nothing */
  readonly bill?: Bill;
  /** The outputs that it adds to the stack. @default none */
  readonly outputs?: (settings: Settings, made: Made) => Readonly<Record<string, unknown>>;
  /** What a destroy leaves for a person to delete, as parts of a sentence. @default nothing */
  readonly leaves?: (settings: Settings) => readonly string[];
}

/** What the chart's values need from other resources, in addition to the settings. */
export interface HubContext extends Omit<ExposureContext, "hubUrl"> {
  readonly urls: { readonly [Url in keyof HubUrls]: Output<string> };
  readonly tokens: Tokens;
  /** How to reach the registry. `undefined` if images stay in the node's own Docker. */
  readonly registry: RegistryAccess | undefined;
  readonly secrets: SecretOutputs;
  /** Where components are made, and what their names begin with. */
  readonly home: Home;
  /** The user's extra values that are secrets, each a secret output. @default none */
  readonly secretValues?: Readonly<Record<string, unknown>>;
}

/** What a stack has made, for its outputs. */
export interface Made {
  readonly urls: Output<HubUrls>;
  /** Address of the hub, or of the one host. @default none is made */
  readonly ip?: Output<string>;
  /** Address of the Binder page, if it has its own. */
  readonly binderIp?: Output<string>;
  /** Administrator's kubeconfig of a cluster that the stack makes: a secret. */
  readonly kubeconfig?: Output<string>;
  /** Token of the service that checks the hub: a secret. */
  readonly checkToken?: Output<string>;
  /** Where backups are kept. @default none are made */
  readonly backups?: { readonly environment: Output<Record<string, string>> };
  /** Where logs are kept. @default none are */
  readonly logs?: Workspace;
}
