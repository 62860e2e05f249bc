import { azureRows } from "../components/cluster/bad";
import { brandingRows } from "../components/branding/bad";
import { chartRows } from "../components/chart/bad";
import { existingRows } from "../components/cluster/bad-existing";
import { exposureRows } from "../components/address/bad";
import { httpsRows } from "../components/address/bad-https";
import { extraValueRows } from "../components/chart/bad-extra-values";
import { keyRows } from "./bad-keys";
import { limitRows } from "../components/limits/bad";
import { loginRows } from "../components/login/bad";
import { peopleRows } from "../components/login/bad-people";
import { poolRows } from "../components/pools/bad";
import { productionRows } from "../components/cluster/bad-production";
import { registryRows } from "../components/registry/bad";
import { repositoryRows } from "../components/repositories/bad";
import { type Row } from "./row";
import { mended } from "./mending";
import { check, edited } from "./stack";

const groups: Readonly<Record<string, readonly Row[]>> = {
  "the Azure cluster": azureRows,
  "node pools": poolRows,
  "limits and scheduling": limitRows,
  "rules for repositories": repositoryRows,
  "production, tags and protection": productionRows,
  "the registry": registryRows,
  "the exposure": exposureRows,
  "HTTPS and hold": httpsRows,
  "login, storage and builder": loginRows,
  "people and where they are sent back to": peopleRows,
  "the branding": brandingRows,
  "an existing cluster": existingRows,
  "the chart, the namespace": chartRows,
  "extra values": extraValueRows,
  "keys and secrets": keyRows,
};
const rows = Object.values(groups).flat();

describe.each(Object.entries(groups))("%s: refused with the key, the rule and a mend that mends", (_group, table) => {
  test.each(table.map((row) => [row[0], row] as const))("%s", refused);
});

function refused(_name: string, [, edits, key, rule, more = {}]: Row): void {
  const stack = edited(edits, more.base);
  const secretKeys = more.encrypted ?? ["binderhub:registryPassword"];
  const { settings, problems } = check(stack, secretKeys, more.files);
  expect(settings).toBeUndefined();
  expect(problems.map((problem) => problem.key).sort()).toEqual([key, ...(more.also ?? [])].sort());

  const problem = problems.find((one) => one.key === key);
  expect(problem?.rule).toMatch(rule);
  expect(problem?.mend).toMatch(/^pulumi config (set|rm) /);
  expect(problem?.mend).toContain(more.mends ?? key);

  const file = mended(problem?.mend ?? "", { stack, secretKeys });
  const left = check(file.stack, file.secretKeys, more.files).problems.filter((one) => one.key === key);
  expect(left.length === 0).toBe(more.person === undefined);
}

test("there are many of them, no two with the same name", () => {
  const names = rows.map(([name]) => name);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  expect(rows.length).toBeGreaterThanOrEqual(300);
});
