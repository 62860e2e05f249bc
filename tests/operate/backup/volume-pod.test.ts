import { groups, volumePod } from "../../../operate/hub/backup/volume-pod";
import { facts } from "./fake-cluster";

const command = ["restic", "backup"];
const claim = { name: "claim-ada", readOnly: true };
const copying = volumePod({ command, claim, group: groups.person }, facts);
const pods = [
  ["that copies", copying],
  [
    "that restores",
    volumePod({ command, claim: { ...claim, readOnly: false }, group: groups.database, node: "n" }, facts),
  ],
  ["that is asked", volumePod({ command, group: groups.person }, facts)],
  ["that trusts an issuer", volumePod({ command, claim, group: groups.person }, { ...facts, trusts: true })],
] as const;

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
describe.each(pods)("the pod %s keeps to the restricted level", (_what, { metadata, spec }) => {
  const [container] = spec.containers as [(typeof spec.containers)[0]];

  test.each(["hostNetwork", "hostPID", "hostIPC", "hostUsers", "initContainers", "ephemeralContainers"])(
    "no %s",
    (field) => {
      expect(spec).not.toHaveProperty(field);
    },
  );

  test.each(["ports", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"])("no %s", (field) => {
    expect(container).not.toHaveProperty(field);
  });

  test("no privilege, no capability, no profile of its own", () => {
    expect(container.securityContext).toEqual({
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
    });
    expect(metadata).not.toHaveProperty("annotations");
  });

  test("not root, and RuntimeDefault", () => {
    const { runAsNonRoot, runAsUser, seccompProfile, ...others } = spec.securityContext;
    expect({ runAsNonRoot, seccompProfile }).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(runAsUser).toBeGreaterThan(0);
    for (const field of ["seLinuxOptions", "sysctls", "windowsOptions", "appArmorProfile"])
      expect(others).not.toHaveProperty(field);
  });

  test("only volumes of the kinds that it may have", () => {
    const allowed = [
      "configMap",
      "csi",
      "downwardAPI",
      "emptyDir",
      "ephemeral",
      "persistentVolumeClaim",
      "projected",
      "secret",
    ];
    for (const volume of spec.volumes) {
      const kinds = Object.keys(volume).filter((field) => field !== "name");
      expect(kinds).toHaveLength(1);
      expect(allowed).toContain(kinds[0]);
    }
  });

  test("has no token of the API", () => {
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec).not.toHaveProperty("serviceAccountName");
  });

  test("has requests, and a limit of memory", () => {
    expect(Object.keys(container.resources.requests).sort()).toEqual(["cpu", "memory"]);
    expect(container.resources.limits).toHaveProperty("memory");
  });

  test("gets what lets restic in by the Secret alone", () => {
    expect(container.envFrom).toEqual([{ secretRef: { name: "binder-backup-repository" } }]);
    for (const { name } of container.env) expect(name).not.toMatch(/PASSWORD|KEY|SECRET|TOKEN|ACCOUNT|REPOSITORY/);
    expect(container.command).toEqual(command);
  });

  test("is tried once", () => expect(spec.restartPolicy).toBe("Never"));
});

test("a copy mounts the claim to be read only, and a restore to be written", () => {
  const mountOf = ({ spec }: typeof copying) => spec.containers[0]?.volumeMounts.find(({ name }) => name === "claim");
  expect(mountOf(copying)).toEqual({ name: "claim", mountPath: "/claims/claim-ada", readOnly: true });
  expect(mountOf(pods[1][1])).toMatchObject({ readOnly: false });
});

test("a claim's files keep their group: that of the people's pods, and that of the hub's", () => {
  expect(copying.spec.securityContext).toMatchObject({ fsGroup: 100, fsGroupChangePolicy: "OnRootMismatch" });
  expect(pods[1][1].spec.securityContext).toMatchObject({ fsGroup: 1000, fsGroupChangePolicy: "OnRootMismatch" });
});

test("certificates of an issuer are mounted where restic looks for them", () => {
  const { spec } = pods[3][1];
  const path = spec.containers[0]?.env.find(({ name }) => name === "RESTIC_CACERT")?.value;
  const mount = spec.containers[0]?.volumeMounts.find(({ name }) => name === "trust");
  expect(path).toBe(`${mount?.mountPath}/ca.pem`);
  expect(copying.spec.containers[0]?.env.map(({ name }) => name)).not.toContain("RESTIC_CACERT");
});

describe("the place of the pod", () => {
  test("is beside the hub's core where nobody uses the claim", () => {
    expect(copying.spec.affinity.nodeAffinity).toEqual({
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          preference: { matchExpressions: [{ key: "hub.jupyter.org/node-purpose", operator: "In", values: ["core"] }] },
        },
      ],
    });
    expect(copying.spec.tolerations).toEqual([
      { key: "hub.jupyter.org/dedicated", operator: "Equal", value: "core", effect: "NoSchedule" },
    ]);
  });

  const there = volumePod({ command, claim, group: groups.person, node: "node-7" }, facts).spec;

  test("is the node that uses the claim, and no other", () => {
    expect(there.affinity.nodeAffinity).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["node-7"] }] }],
      },
    });
  });

  /** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ An empty key with Exists is every key, an empty effect every effect. */
  test.each(["NoSchedule", "NoExecute"])("tolerates every taint %s of that node", (effect) => {
    const tolerated = (there.tolerations as readonly { key?: string; operator: string; effect?: string }[]).some(
      ({ key, operator, effect: of }) =>
        key === undefined && operator === "Exists" && (of === undefined || of === effect),
    );
    expect(tolerated).toBe(true);
  });
});
