import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { projectFolder } from "../../rehearse/folders";
import { versions } from "../../settings/versions";

const text = (path: string) => readFileSync(join(projectFolder, ".github", path), "utf8");

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.unknown()).default({}),
});
const job = z.object({
  if: z.string(),
  needs: z.string().optional(),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.object({ group: z.string(), "cancel-in-progress": z.boolean() }).optional(),
  "timeout-minutes": z.number(),
  steps: z.array(step),
});
const workflow = z
  .object({ on: z.record(z.string(), z.unknown()), permissions: z.unknown(), jobs: z.record(z.string(), job) })
  .parse(parse(text("workflows/deploy.yml")));
const action = z.object({ runs: z.object({ steps: z.array(step) }) }).parse(parse(text("actions/pulumi/action.yml")));

const { jobs } = workflow;
const names = Object.keys(jobs);
const of = (name: string) => job.parse(jobs[name]);
/** What a job asks of the project's own action. */
const pulumi = (name: string) => of(name).steps.find(({ uses }) => uses === "./.github/actions/pulumi")?.with ?? {};
const allSteps = [...names.flatMap((name) => of(name).steps), ...action.runs.steps];

describe("deploy.yml", () => {
  it("has a job for each of its promises", () =>
    expect(names).toEqual(["preview", "dev", "plan", "prod", "drift-dev", "drift-prod"]));

  it("runs on pull requests to main, on what reaches main, and every night", () =>
    expect(workflow.on).toEqual({
      pull_request: { branches: ["main"] },
      push: { branches: ["main"] },
      schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) as string }],
    }));

  it("checks types before anything else of the program runs", () => {
    const runs = action.runs.steps.map((step) => step.run ?? step.uses ?? "");
    expect(runs).toContain("npm run types");
    expect(runs.indexOf("npm run types")).toBeLessThan(runs.findIndex((run) => run.startsWith("pulumi/actions")));
  });

  it("checks the hub after an up, and fails if it does not work", () => {
    const runs = action.runs.steps.map((step) => step.run ?? step.uses ?? "");
    const check = runs.findIndex((run) => run.includes("hub -- check"));
    expect(check).toBeGreaterThan(runs.findIndex((run) => run.startsWith("pulumi/actions")));
    expect(action.runs.steps[check]?.if).toBe("inputs.command == 'up'");
    // The last command of the step is a check: its exit code is that of the step.
    expect(runs[check]).toMatch(/hub -- check [^|&;]*; }$/);
  });

  // `pull_request_target` and `workflow_run` run with this repository's rights on a fork's pull request.
  it("is never run for a fork's pull request with the rights of this repository", () => {
    expect(text("workflows/deploy.yml")).not.toMatch(/pull_request_target|workflow_run/);
    expect(of("preview").if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  });

  it.each(names)("does not run %s in a fork that was not set up", (name) => {
    const own = `vars.DEPLOY_${pulumi(name).stack === "prod" ? "PROD" : "DEV"} != ''`;
    // What needs another job that has the guard, and that it went well, has it too.
    expect(name === "prod" ? of("plan").if : of(name).if).toContain(own);
  });

  it("runs prod only after its plan", () =>
    expect({ needs: of("prod").needs, if: of("prod").if }).toEqual({
      needs: "plan",
      if: "${{ !cancelled() && needs.plan.result == 'success' }}",
    }));

  it("stores no secret", () => {
    for (const path of ["workflows/deploy.yml", "actions/pulumi/action.yml"]) {
      expect(text(path)).not.toMatch(/\bsecrets\s*[.[]|PASSPHRASE|ACCESS_TOKEN|CLIENT_SECRET|STORAGE_KEY|\bcreds:/);
    }
  });

  it("may do nothing that a job does not ask for", () => expect(workflow.permissions).toEqual({}));

  it.each<[string, Readonly<Record<string, string>>]>([
    ["preview", { "pull-requests": "write" }],
    ["dev", {}],
    ["plan", { actions: "read" }],
    ["prod", {}],
    ["drift-dev", {}],
    ["drift-prod", {}],
  ])("lets %s read the repository, log in, and %j", (name, more) =>
    expect(of(name).permissions).toEqual({ contents: "read", "id-token": "write", ...more }),
  );

  it.each([
    ["preview", "preview", true, false],
    ["dev", "up", false, false],
    ["plan", "preview", false, false],
    ["prod", "up", false, false],
    ["drift-dev", "preview", false, true],
    ["drift-prod", "preview", false, true],
  ])("has %s run `pulumi %s`", (name, command, comment, drift) => {
    const stack = /prod|plan/.test(name) ? "prod" : "dev";
    const settings = `\${{ vars.DEPLOY_${stack.toUpperCase()} }}`;
    const asked = { stack, settings, command, ...(comment && { comment }), ...(drift && { drift }) };
    expect(pulumi(name)).toEqual(asked);
  });

  it("asks for an approval before production, and for nothing else", () =>
    expect(names.flatMap((name) => of(name).environment ?? [])).toEqual(["production"]));

  it("looks, before it asks, whether anybody has to approve", () =>
    expect(of("plan").steps[0]?.run).toMatch(/environments\/production[^]*required_reviewers[^]*exit 1/));

  it.each(["dev", "prod"])("has one up at a time of %s, and breaks none off", (stack) => {
    expect(of(stack).concurrency).toEqual({ group: `deploy-${stack}`, "cancel-in-progress": false });
    const others = names.filter((name) => name !== stack).map((name) => of(name).concurrency?.group);
    expect(others).not.toContain(`deploy-${stack}`);
  });

  it("leaves no token of the repository behind for the code that it runs", () => {
    const checkouts = allSteps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts).toHaveLength(names.length);
    expect(checkouts.filter(({ with: given }) => given["persist-credentials"] !== false)).toEqual([]);
  });
});

describe("the action that runs Pulumi", () => {
  const last = action.runs.steps.find(({ uses }) => uses?.startsWith("pulumi/actions"));

  it("logs in to Azure by a token of GitHub's", () => {
    const login = action.runs.steps.find(({ uses }) => uses?.startsWith("azure/login@"))?.with ?? {};
    expect(Object.keys(login).sort()).toEqual(["client-id", "subscription-id", "tenant-id"]);
    expect(last?.env).toMatchObject({ ARM_USE_OIDC: true, AZURE_TOKEN_CREDENTIALS: "AzureCLICredential" });
  });

  it("logs in to a cluster of Entra ID by a new token of GitHub's each time, and has kubelogin for that", () => {
    expect(last?.env).toMatchObject({
      AAD_LOGIN_METHOD: "workloadidentity",
      AZURE_CLIENT_ID: "${{ fromJSON(inputs.settings).clientId }}",
      AZURE_TENANT_ID: "${{ fromJSON(inputs.settings).tenantId }}",
    });
    const runs = action.runs.steps.map((step) => step.run ?? step.uses ?? "");
    const installs = runs.findIndex((run) => run.includes("--kubelogin-install-location"));
    expect(installs).toBeGreaterThan(runs.findIndex((run) => run.startsWith("azure/login@")));
    expect(installs).toBeLessThan(runs.length - 1);
  });

  it("goes to Pulumi Cloud only where an organization is named", () => {
    const cloud = action.runs.steps.find(({ uses }) => uses?.startsWith("pulumi/auth-actions@"));
    expect(cloud?.if).toBe("fromJSON(inputs.settings).organization");
  });

  it("looks for drift with a refresh and the program, and expects no change", () =>
    expect(last?.with).toMatchObject({ refresh: "${{ inputs.drift }}", "expect-no-changes": "${{ inputs.drift }}" }));
});

test("workflows use the actions and the Node of the table of versions, and no others", () => {
  const files = ["workflows/deploy.yml", "workflows/check.yml", "actions/pulumi/action.yml"].map(text);
  const used = files.flatMap((file) =>
    [...file.matchAll(/uses: ([\w-]+\/[\w-]+)@(\S+)$/gm)].map(
      ([, name = "", version = ""]) => [name, version] as const,
    ),
  );
  const nodes = files.flatMap((file) => [...file.matchAll(/node-version: (\S+)$/gm)].map(([, node]) => Number(node)));
  const { actions, node } = versions;
  expect(used.filter(([name, version]) => (actions.is as Record<string, string>)[name] !== version)).toEqual([]);
  expect(Object.keys(actions.is).filter((name) => !used.some(([one]) => one === name))).toEqual([]);
  expect(new Set(nodes)).toEqual(new Set([node.is]));
});
