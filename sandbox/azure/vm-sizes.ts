const oldSeries: Readonly<Record<string, number>> = {
  ...{ 1: 1, 2: 2, 3: 4, 4: 8, 5: 16 },
  ...{ 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 },
};

/**
 * Cores of a VM size, from its name: the first number, except in the old Dv2 and DSv2 series. It is 0 if the name does not say it. The rule is in https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export function coresOf(vmSize: string): number {
  const old = /^Standard_DS?(\d+)_v2$/.exec(vmSize)?.[1];
  if (old !== undefined) return oldSeries[old] ?? 0;
  return Number(/^Standard_[A-Z]+(\d+)(?!\d*-)[a-z]*(?:_|$)/.exec(vmSize)?.[1] ?? 0);
}
