import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules";

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
          ) => rule.check({ type, props }, []).forEach((complaint) => report(complaint)),
        }
      : {
          validateStack: (
            { resources }: { resources: { type: string; props: Record<string, unknown> }[] },
            report: (complaint: string) => void,
          ) => resources.flatMap((subject) => rule.check(subject, resources)).forEach((complaint) => report(complaint)),
        }),
  })),
});
