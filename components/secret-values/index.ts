import { type Concept } from "../concept";
import { secretValueRules } from "./rules";

/** Values of the chart that are secrets. */
export const secretValues = {
  settings: {},
  secrets: {
    extraSecretValues: {
      description:
        "Values of the chart that are secrets, as YAML or JSON: merged over `extraValues`, and encrypted from there on.",
    },
  },
  rules: secretValueRules,
} satisfies Concept;

declare module "../../settings/settings" {
  interface Secrets {
    readonly extraSecretValues?: string;
  }
}
