/** A number that may be written as a text, or in thousandths as Kubernetes does: `500m`. Anything else as it is. */
export function numberOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (/^\d+(\.\d+)?$|^\.\d+$/.test(value)) return Number(value);
  return /^\d+m$/.test(value) ? Number(value.slice(0, -1)) / 1000 : value;
}

const units = ["K", "M", "G", "T"];

/** JupyterHub's memory: a number is of bytes. Its units are powers of 1024. */
export function bytesAsMemory(value: unknown): unknown {
  const whole = units.findLastIndex(
    (_unit, index) => typeof value === "number" && value > 0 && value % 1024 ** (index + 1) === 0,
  );
  return whole < 0 || typeof value !== "number" ? value : `${value / 1024 ** (whole + 1)}${units[whole] ?? ""}`;
}

/** BinderHub's memory, whose units are powers of 1024, as Kubernetes writes them. */
export function kibi(value: unknown): unknown {
  const memory = bytesAsMemory(value);
  return typeof memory === "string" && /^\d+[MG]$/.test(memory) ? `${memory}i` : memory;
}

/** Bytes of a disk, in powers of 1000. `undefined` if they are not whole millions. */
export function amountOf(value: unknown): string | undefined {
  const bytes = numberOf(typeof value === "string" && /^\d+(\.\d+)?e\d+$/i.test(value) ? Number(value) : value);
  if (typeof bytes !== "number" || bytes <= 0) return undefined;
  const power = [4, 3, 2].find((exponent) => bytes % 1000 ** exponent === 0);
  return power === undefined ? undefined : `${bytes / 1000 ** power}${" KMGT".charAt(power)}`;
}
