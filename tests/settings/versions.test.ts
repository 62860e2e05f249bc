import { versions } from "../../settings/versions";

test.each(Object.entries(versions))(
  "%s has the page that it is from, and the day on which it was read",
  (_name, row) => {
    expect(row.source).toMatch(/^https:\/\/\S+$/);
    expect(row.read).toMatch(/^2\d{3}-\d{2}-\d{2}$/);
    expect(new Date(row.read).toISOString()).toContain(row.read);
  },
);

test.each(Object.values(versions.vmSizes.is))(
  "%s is of no series that Azure gives up or no longer reserves",
  (size) => {
    expect(versions.vmSizesEnd.is.filter(([pattern]) => pattern.test(size))).toEqual([]);
    // https://learn.microsoft.com/azure/cost-management-billing/reservations/manage-legacy-vm-reservations-after-july-1-2026
    expect(size).not.toMatch(/^Standard_([DE]\d+s?_v3|DS?\d+_v2|FS?\d+s?(_v2)?|A\d+m?_v2)$/);
  },
);

test("the Kubernetes version of examples is supported on the day on which it was looked up", () => {
  const end = versions.kubernetesEnds.is.get(Number(versions.kubernetes.is.slice(2)));
  expect(Date.parse(end?.usual ?? "")).toBeGreaterThan(Date.parse(versions.kubernetes.read));
});

test.each([
  ["Standard_NC6s_v3", "2025-09-30"],
  ["Standard_NC24rs_v3", "2025-09-30"],
  ["Standard_NV12s_v3", "2026-09-30"],
  ["Standard_NV4as_v4", "2026-09-30"],
  ["Standard_DS2_v2", "2028-05-01"],
  ["Standard_DS11-1_v2", "2028-05-01"],
  ["Standard_D4", "2028-05-01"],
  ["Standard_L8s", "2028-05-01"],
  ["Standard_L8s_v2", "2028-11-15"],
  ["Standard_F4s_v2", "2028-11-15"],
  ["Standard_F4s", "2028-11-15"],
  ["Standard_A4m_v2", "2028-11-15"],
  ["Standard_B2ms", "2028-11-15"],
  ["Standard_GS5-8", "2028-11-15"],
])("%s ends on %s", (size, end) => {
  expect(versions.vmSizesEnd.is.filter(([pattern]) => pattern.test(size)).map(([, day]) => day)).toEqual([end]);
});

test.each(["Standard_NC4as_T4_v3", "Standard_NV6ads_A10_v5", "Standard_B2s_v2", "Standard_L8s_v3", "Standard_F4as_v6"])(
  "%s has no end",
  (size) => expect(versions.vmSizesEnd.is.some(([pattern]) => pattern.test(size))).toBe(false),
);
