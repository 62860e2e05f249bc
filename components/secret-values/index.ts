import { type Concept } from "../concept";
import { secretValueRules } from "./rules";

/** Values of the chart that are secrets. */
export const secretValues = {
  settings: {},
  secrets: {
    extraSecretValues: {
      description:
        "Values of the chart that are secrets, as YAML or JSON. They are merged over `extraValues`, and stay encrypted.",
    },
  },
  rules: secretValueRules,
} satisfies Concept;

declare module "../../settings/settings" {
  interface Secrets {
    readonly extraSecretValues?: string;
  }
}
