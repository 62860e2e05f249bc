import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSetup } from "../../ci-setup/setup";
import { findEngine } from "../../rehearse/engine";

const folder = mkdtempSync(join(tmpdir(), "ci-setup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [one, two] = ["7a1b2c3d-0000-4000-8000-000000000001", "7a1b2c3d-0000-4000-8000-000000000002"];
const first = { repository: "me@1/hub@2", location: "westeurope", users: [one, two], assignsRoles: true };

async function opened(said: object) {
  const engine = await findEngine(() => undefined);
  return (await openSetup({ engine, folder, said: { stage: "dev", ...said } })).settings;
}

test("what a set-up was told once, it is not asked again, save what is said anew", async () => {
  const told = await opened(first);
  expect(await opened({})).toEqual(told);
  expect(await opened({ users: [two], protect: false })).toEqual({ ...told, users: [two], protect: false });
  expect(await opened({})).toEqual({ ...told, users: [two], protect: false });
  const file = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
  await expect(opened({ location: "West Europe" })).rejects.toThrow("Nothing was changed");
  expect(readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8")).toBe(file);
});
