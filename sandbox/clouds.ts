import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** A thing that exists in one of the simulated clouds. */
export interface Thing {
  /** Pulumi type token, such as `azure-native:network:PublicIPAddress`. */
  readonly type: string;
  /** What it is like, secrets blotted out. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The properties that were asked for, as they were asked for, secrets blotted out. @default nothing is known of them */
  readonly given?: Readonly<Record<string, unknown>>;
}

/**
 * Everything that exists in the simulated clouds, by id. It is kept in a file beside the Pulumi state, so that up, edit, refresh and
 * destroy work as separate commands, and so that it survives a killed engine, as a real cloud does.
 */
export class Clouds {
  private readonly things: Map<string, Thing>;
  private readonly makings = new Map<string, number>();
  /** What is busy with an operation, and with which. */
  readonly busy = new Map<string, string>();

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
    if (!this.things.has(id)) this.makings.set(id, this.timesMade(id) + 1);
    this.things.set(id, thing);
    this.save();
  }

  /** How often this process has seen it made. A thing that is made again is another thing than before. */
  timesMade(id: string): number {
    return this.makings.get(id) ?? 0;
  }

  /** Edits a thing behind Pulumi's back. `undefined` takes a property away. */
  edit(id: string, changes: Readonly<Record<string, unknown>>): void {
    const thing = this.things.get(id);
    if (thing === undefined) throw new Error(`nothing in the clouds has the id ${id}`);
    const properties = Object.entries({ ...thing.properties, ...changes }).filter(([, value]) => value !== undefined);
    this.put(id, { ...thing, properties: Object.fromEntries(properties) });
  }

  /** Removes a thing and everything below it (`id/…`). */
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
