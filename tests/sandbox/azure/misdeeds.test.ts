import * as acts from "../../../sandbox/azure/acts";
import { misdeeds } from "../../../sandbox/azure/misdeeds";
import { cluster, emptyScene, put, systemPool, usersPool, withCluster } from "./scene";
import { requestsOf } from "../../../sandbox/azure/requests";

describe("the misdeeds among requests", () => {
  const scene = emptyScene();
  const ids = withCluster(scene);
  acts.autoscalerMoved(scene.clouds, "users", 7);
  put(scene, "pool", { ...usersPool, maxCount: 12 });
  put(scene, "cluster", { ...cluster, agentPoolProfiles: [{ ...systemPool, nodeLabels: {} }] });

  it("are pools left out, and changes of pools that the settings do not ask for", () => {
    expect(misdeeds(requestsOf(scene.clouds), ({ property }) => property === "maxCount")).toEqual([
      `PUT ${ids.users} changes count of the pool users: 7 → 1`,
      `PUT ${ids.cluster} leaves out the pool users`,
      `PUT ${ids.cluster} changes nodeLabels of the pool system: {"hub.jupyter.org/node-purpose":"core"} → {}`,
    ]);
  });

  it("are none where nothing changes", () => expect(misdeeds([])).toEqual([]));
});
