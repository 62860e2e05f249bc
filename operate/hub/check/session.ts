import { type CheckRepository } from "../../../components/operate/repository";
import { type Kernel } from "../kernel";
import { type Launched } from "../launch";

/** What the check started in the hub, so that each probe finds it, and the clean-up too. */
export interface Session {
  /** A text that no other check writes. */
  readonly mark: string;
  /** The spelling that is launched: never built before, but where nothing is to be built. */
  repository?: CheckRepository;
  /** The launch that gave the server that runs now. */
  launched?: Launched;
  /** The image that the check built. */
  image?: string;
  kernel?: Kernel;
}
