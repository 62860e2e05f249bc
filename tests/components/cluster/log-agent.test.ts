import { boundTo, logAgent, withoutLogAgent } from "../../../components/cluster/log-agent";

const theirs = { azurepolicy: { enabled: true } };
const bound = { enabled: true, config: { useAADAuth: "true", logAnalyticsWorkspaceResourceID: "/ours" } };

test("the agent is bound to its workspace, beside the add-ons of others", () => {
  const { addonProfiles } = boundTo({ addonProfiles: { ...theirs, ...logAgent } }, "/ours");
  expect(addonProfiles).toEqual({ ...theirs, omsagent: bound });
});

test("a workspace of somebody else's gives way, however AKS writes its name", () => {
  const config = { useAADAuth: "true", loganalyticsworkspaceresourceid: "/theirs" };
  const { addonProfiles } = boundTo({ addonProfiles: { omsagent: { enabled: true, config } } }, "/ours");
  expect(addonProfiles).toEqual({ omsagent: bound });
});

test.each([{ addonProfiles: theirs }, {}, { addonProfiles: { omsagent: { enabled: false } } }])(
  "where it is not asked for, nothing is added: %j",
  (args) => {
    expect(boundTo(args, "/ours")).toEqual(args);
  },
);

test("an agent that is no longer asked for is switched off, and the add-ons of others stay", () => {
  const before = { addonProfiles: logAgent };
  expect(withoutLogAgent({}, before, { ...theirs, ...logAgent })).toEqual({
    addonProfiles: { ...theirs, omsagent: { enabled: false } },
  });
});

test.each([
  ["it is still asked for", { addonProfiles: logAgent }, { addonProfiles: logAgent }],
  ["somebody else has switched it on", {}, {}],
  ["nobody knows what was asked for", {}, undefined],
])("it is left alone where %s", (_what, asked, before) => {
  expect(withoutLogAgent(asked, before, logAgent)).toBe(false);
});
