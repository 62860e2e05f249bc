import { failuresIn } from "../../sandbox/events";
import { Screen } from "../../rehearse/screen";
import { cluster, said } from "./engine-events";

const screen = new Screen((_style, text) => text);

describe("failures", () => {
  const simulated = said("simulated failure\n", cluster);

  test("are shown once, without the engine's last word", () => {
    expect(failuresIn([simulated, simulated, said("update failed\n")], "")).toEqual([
      { of: "resource", resource: "cluster-aks", message: "simulated failure" },
    ]);
  });

  test("leave out warnings and debug messages", () => {
    expect(
      failuresIn([said("careful", cluster, "warning"), said("kubeconfig: …", undefined, "debug"), simulated], ""),
    ).toEqual([{ of: "resource", resource: "cluster-aks", message: "simulated failure" }]);
  });

  test("of the program are shown as they are, however long", () => {
    const report = `1 setting is not right.\n\n  ${"long ".repeat(20)}end`;
    const failures = failuresIn(
      [said(`${report}\n`, "urn:pulumi:dev::binderhub::pulumi:pulumi:Stack::binderhub-dev")],
      "",
    );
    expect(failures).toEqual([{ of: "program", message: report }]);
    expect(screen.failures(failures)).toEqual(report.split("\n"));
  });

  test("of a resource are wrapped below its name", () => {
    const message = 'Code="PublicIPAddressCannotBeDeleted" Message="it is still allocated to something else"';
    expect(screen.failures([{ of: "resource", resource: "binder-ip", message }])).toEqual([
      '    binder-ip: Code="PublicIPAddressCannotBeDeleted" Message="it is still',
      '      allocated to something else"',
    ]);
  });

  test("of the engine are taken from what it printed, once", () => {
    const printed = "Updating (dev):\nerror: the stack is currently locked\n  by 1 lock\n";
    expect(failuresIn([], `${printed}CommandError: code: -2\n stderr: ${printed}`)).toEqual([
      { of: "engine", message: "the stack is currently locked\n  by 1 lock" },
    ]);
  });
});
