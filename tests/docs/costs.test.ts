import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { bills } from "../../components/concepts";
import { estimate } from "../../components/cost/estimate";
import { shown } from "../../components/cost/shown";
import { projectFolder } from "../../rehearse/folders";
import { check, edited } from "../stack/stack";
import { costlyOf, costlySecrets } from "../components/cost/stacks";

const page = readFileSync(join(projectFolder, "docs/costs.md"), "utf8");
const blocks = [...page.matchAll(/^( *)```text\n(.*?)^ *```$/gms)].map(([, , text = ""]) => text);

/** A shipped stack, with what a person fills in. */
const shipped = (name: string) =>
  (parse(readFileSync(join(projectFolder, `Pulumi.${name}.yaml`), "utf8")) as { config: Record<string, object> })
    .config;

test("the page shows what the program says of the stack dev", () => {
  const config = shipped("dev");
  const stack = { ...config, "binderhub:registry": { ...config["binderhub:registry"], username: "jdoe" } };
  const settings = costlyOf({ registryPassword: "a" }, stack, costlySecrets.slice(0, 1));
  const said = JSON.parse(JSON.stringify(shown(settings, estimate(settings, bills)))) as Record<string, unknown>;
  const onPage = parse(
    (blocks[0] ?? "")
      .replaceAll(/ +: /g, ": ")
      .replace(/^(cost|    parts|    assumed): \{$/gm, "$1:")
      .replaceAll(/^ *\}$/gm, ""),
  ) as { cost: unknown };
  expect(onPage.cost).toEqual(said);
});

test("the page shows what the program says of a budget that is too small for the stack prod", () => {
  const config = shipped("prod");
  const stack = {
    ...config,
    "binderhub:auth": { ...config["binderhub:auth"], clientId: "Iv1.0123456789abcdef" },
    "binderhub:azure": { ...config["binderhub:azure"], apiServerRanges: ["203.0.113.7/32"] },
  };
  const budget = { authClientSecret: "a", cost: { monthlyBudget: 900, tell: ["hub@example.org"] } };
  const [problem] = check(edited(budget, stack), costlySecrets.slice(1)).problems;
  const [, rule, mend] = (blocks[1] ?? "").split("\n").map((line) => line.trim());
  expect(rule).toBe(problem?.rule);
  expect(mend).toBe(`→ ${problem?.mend ?? ""}`);
});

test("nothing is wrong with the settings on the page", () => {
  const examples = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => parse(text) as object);
  expect(examples).toHaveLength(2);
  for (const example of examples)
    costlyOf(
      {},
      {
        ...example,
        "azure-native:location": "westeurope",
        "binderhub:registry": { type: "azure", name: "mygroupbinder", prefix: "binder" },
      },
      [],
    );
});
