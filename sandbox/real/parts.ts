/** The programs of a real Kubernetes, and the real provider: where each is. */
export interface Parts {
  /** Folders of the programs, as on a PATH. */
  readonly path: string;
  /** Full path of a program. */
  program(name: string): string;
}

/** File with the stages that kwok takes nodes and pods through. */
export const stages = "stages.yaml";
