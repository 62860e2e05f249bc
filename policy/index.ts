import { PolicyPack } from "@pulumi/policy";
import { Config } from "@pulumi/pulumi";
import { rules } from "./rules";
import { secretSettings } from "./secret-settings";

/** From the stack's settings, which the engine gives to policies too. */
const settings = new Config("binderhub");
const environment = settings.get("environment") ?? "development";
const encrypted = secretSettings.flatMap((key) => settings.get(key) ?? []);

// `pulumi up --policy-pack policy`
new PolicyPack("binderhub", {
  policies: rules.map((rule) => ({
    name: rule.name,
    description: rule.description,
    enforcementLevel: "mandatory" as const,
    ...(rule.scope === "resource"
      ? {
          validateResource: (
            { type, props }: { type: string; props: Record<string, unknown> },
            report: (complaint: string) => void,
          ) =>
            rule
              .check({ type, props }, { stack: [], environment, encrypted })
              .forEach((complaint) => report(complaint)),
        }
      : {
          validateStack: (
            { resources }: { resources: { type: string; props: Record<string, unknown> }[] },
            report: (complaint: string) => void,
          ) =>
            resources
              .flatMap((subject) => rule.check(subject, { stack: resources, environment, encrypted }))
              .forEach((complaint) => report(complaint)),
        }),
  })),
});
