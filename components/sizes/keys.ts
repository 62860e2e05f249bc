/** The key of a size, or of one of its settings. */
export function keyOf(index: number, name?: string): string {
  return `binderhub:sizes[${index}]${name === undefined ? "" : `.${name}`}`;
}
