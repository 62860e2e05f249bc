import { type Properties } from "../../../sandbox/model";
import { answer, emptyScene, group, make, modelOf, put, withCluster } from "./scene";

const trigger = (timeZone?: string) => ({ type: "Recurrence", recurrence: { frequency: "Week", timeZone } });
const workflow = (triggers: Properties = { Start: trigger("W. Europe Standard Time") }) => ({
  ...{ resourceGroupName: "testhub", workflowName: "hub-schedule", location: "westeurope" },
  ...{ identity: { type: "SystemAssigned" }, definition: { triggers, actions: {} } },
});
const scene = () => {
  const on = emptyScene();
  make(on, "group", group);
  return on;
};

describe("a workflow", () => {
  test("gets an identity, which it keeps", () => {
    const on = scene();
    const id = make(on, "workflow", workflow());
    const made = answer(on, "workflow", id);
    expect(made).toMatchObject({ state: "Enabled", identity: { type: "SystemAssigned" } });
    put(on, "workflow", workflow({ Stop: trigger() }));
    expect(answer(on, "workflow", id).identity).toEqual(made.identity);
    expect(made.identity).toHaveProperty("principalId", expect.stringMatching(/^[-0-9a-f]{36}$/));
  });

  test("knows time zones by the names of Windows' alone", () => {
    expect(() => make(scene(), "workflow", workflow({ Start: trigger("Europe/Berlin") }))).toThrow(
      /time zone 'Europe\/Berlin' of trigger 'Start' is not valid/,
    );
    expect(() => make(scene(), "workflow", workflow({ Start: trigger("UTC") }))).not.toThrow();
  });

  test("has at most ten triggers", () => {
    const of = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`T${index}`, trigger()]));
    expect(() => make(scene(), "workflow", workflow(of(11)))).toThrow(/10 triggers at most/);
    expect(() => make(scene(), "workflow", workflow(of(10)))).not.toThrow();
  });

  test("has each action once, also inside of others", () => {
    const inner = { type: "If", expression: {}, actions: { Look: { type: "Wait" } }, else: { actions: {} } };
    const definition = (actions: Properties) => ({ ...workflow(), definition: { triggers: {}, actions } });
    expect(() => make(scene(), "workflow", definition({ One: inner, Look: { type: "Wait" } }))).toThrow(
      /'Look' is defined more than once/,
    );
    expect(() => make(scene(), "workflow", definition({ One: inner, Else: { ...inner, actions: {} } }))).not.toThrow();
  });

  test("does what it is there for each time that it is saved, if it has the right", () => {
    const on = emptyScene();
    const { cluster: clusterId } = withCluster(on);
    const uri = `https://management.azure.com${clusterId}/stop?api-version=1`;
    const stop = { type: "Http", inputs: { method: "POST", uri }, operationOptions: "DisableAsyncPattern" };
    const definition = { triggers: { Stop: trigger() }, actions: { StopCluster: stop } };
    const id = make(on, "workflow", { ...workflow(), definition });
    const power = () => answer(on, "cluster", clusterId).powerState;
    expect(power()).toEqual({ code: "Running" });
    const { principalId } = answer(on, "workflow", id).identity as Properties;
    make(on, "assignment", {
      ...{ scope: clusterId, roleAssignmentName: "a", roleDefinitionId: "b" },
      ...{ principalId, principalType: "ServicePrincipal" },
    });
    put(on, "workflow", { ...workflow(), definition });
    expect(power()).toEqual({ code: "Stopped" });
  });

  test("has a name of at most 43 letters, digits and signs", () => {
    expect(modelOf("workflow").check?.({ ...workflow(), workflowName: "a".repeat(44) })).toHaveLength(1);
    expect(modelOf("workflow").check?.({ ...workflow(), workflowName: "hub schedule" })).toHaveLength(1);
    expect(modelOf("workflow").check?.(workflow())).toEqual([]);
  });
});
