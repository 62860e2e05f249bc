import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** A thing that exists in one of the simulated clouds. */
export interface Thing {
  /** Pulumi type token, such as `azure-native:network:PublicIPAddress`. */
  readonly type: string;
  /** What it is like, secrets blotted out. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Everything that exists in the simulated Azure and Kubernetes, by id. Kept in a file beside the Pulumi state, so that up, edit,
 * refresh and destroy work as separate commands, and so that it survives a killed engine as a real cloud would.
 */
export class Clouds {
  private readonly things: Map<string, Thing>;

  constructor(private readonly file: string) {
    const saved: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    this.things = new Map(Object.entries(saved as Record<string, Thing>));
  }

  get(id: string): Thing | undefined {
    return this.things.get(id);
  }

  /** All that exists, by id. */
  all(): [string, Thing][] {
    return [...this.things.entries()];
  }

  /** Those of a type, by id. */
  ofType(type: string): [string, Thing][] {
    return this.all().filter(([, thing]) => thing.type === type);
  }

  put(id: string, thing: Thing): void {
    this.things.set(id, thing);
    this.save();
  }

  /** Removes a thing and all that lies below it (`id/…`). */
  remove(id: string): void {
    for (const key of this.things.keys()) {
      if (key === id || key.startsWith(`${id}/`)) this.things.delete(key);
    }
    this.save();
  }

  private save(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify(Object.fromEntries(this.things), null, 2));
    renameSync(`${this.file}.new`, this.file);
  }
}
