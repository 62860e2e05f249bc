import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { roomForServers } from "../../../components/scheduling/room";
import { roomInWords } from "../../../components/scheduling/room-in-words";
import { type Seen } from "../../../components/scheduling/found";
import { placingValues } from "../../../components/scheduling/placing-values";
import { azurePlace, edited, type Edits, settingsOf } from "../../stack/stack";

const root = resolve(__dirname, "../../..");
const file = (path: string) => readFileSync(resolve(root, path), "utf8");

function seen(edits: Edits): Seen {
  const settings = settingsOf(edited(edits));
  return { ...settings, azure: azurePlace(settings) };
}

const room = (edits: Edits = {}) => {
  const settings = seen(edits);
  return roomForServers(settings.azure, placingValues(settings));
};

/** The nodes and limits of a stack that is shipped. */
function shipped(stack: string): Edits {
  const { config } = parse(file(`Pulumi.${stack}.yaml`)) as {
    readonly config: Record<string, Record<string, unknown>>;
  };
  const { nodeCount, vmSize, pools } = config["binderhub:azure"] ?? {};
  const edits = {
    "azure.nodeCount": nodeCount,
    "azure.vmSize": vmSize,
    "azure.pools": pools,
    limits: config["binderhub:limits"],
  };
  return Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined));
}

describe("the room for people", () => {
  test("of the workshop's hub, as it is shipped, is at least for forty", () => {
    expect((room(shipped("dev")) as { min: number }).min).toBeGreaterThanOrEqual(40);
  });

  // By hand, in MiB: 5780 allocatable, less 570 of AKS's pods and 256 of the daemon on each node; CoreDNS, metrics-server and BinderHub take 1002 once.
  test("is what is free, divided by what is guaranteed", () => {
    const { max } = room({ "azure.nodeCount": 1, "limits.userMemoryGuarantee": "512M" }) as { max: number };
    expect(max).toBe(Math.floor((5780 - 570 - 256 - 1002) / 512));
  });

  test("follows from cores where they are what is short", () => {
    // By hand, in millicores: 1900, less 250 of AKS's pods, 100 of the daemon, 580 of AKS's and 200 of BinderHub once.
    expect(room({ "azure.nodeCount": 1, "limits.userCpuGuarantee": 0.25 })).toEqual({ min: 3, max: 3 });
  });

  test("is counted with the fewest nodes, and with the most", () => {
    const { min, max } = room({ "azure.pools": { users: { role: "user", min: 2, max: 6 } } }) as {
      min: number;
      max: number;
    };
    expect(max).toBe(3 * min);
  });

  test("of nodes with GPUs is one for each GPU", () => {
    const gpus = { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true, min: 1, max: 2 };
    const asked = { singleuser: { extraResource: { limits: { "nvidia.com/gpu": 1 } } } };
    expect(room({ "azure.pools": { gpus }, "extraValues.jupyterhub": asked })).toEqual({ min: 1, max: 2 });
  });

  test("is no number where a size is not known, and says of which", () => {
    expect(roomInWords(seen({ "azure.vmSize": "Standard_M8ms" }))).toMatch(/^not known: .* Standard_M8ms has$/);
  });

  test("follows a guarantee of extra values", () => {
    const more = { "extraValues.jupyterhub.singleuser.memory.guarantee": "1G" };
    expect(room(more)).toEqual(room({ "limits.userMemoryGuarantee": "1G" }));
  });
});

test.each(["dev", "prod"])("docs/scaling.md tells the room of %s as it is", (stack) => {
  const line = file("docs/scaling.md")
    .split("\n")
    .find((one) => one.startsWith(`| \`${stack}\``));
  expect(line?.split("|").map((cell) => cell.trim())).toContain(roomInWords(seen(shipped(stack))));
});
