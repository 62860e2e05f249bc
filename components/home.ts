import { type Resource } from "@pulumi/pulumi";

/** Where a hub's resources are: in the stack itself, or below a component in a program of somebody else. */
export interface Home {
  /** What all their names begin with. Empty in the stack itself, so that a program can have several hubs but a stack's names are short. */
  readonly prefix: string;
  /** The component that they belong to. @default the stack */
  readonly parent?: Resource;
}
