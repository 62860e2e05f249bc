import { subjects } from "../../ci-setup/subjects";

test("dev trusts jobs on main and on pull requests", () =>
  expect(Object.values(subjects({ stage: "dev", subject: "me/hub" }))).toEqual([
    "repo:me/hub:ref:refs/heads/main",
    "repo:me/hub:pull_request",
  ]));

test("prod trusts jobs on main and in the environment production, and no pull request", () =>
  expect(Object.values(subjects({ stage: "prod", subject: "me@12/hub@345" }))).toEqual([
    "repo:me@12/hub@345:ref:refs/heads/main",
    "repo:me@12/hub@345:environment:production",
  ]));
