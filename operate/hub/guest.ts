import { type HubFacts } from "../../components/operate/facts";
import { type Cluster } from "./cluster";
import { type Web } from "./web";

/** What is needed to make and remove the one who launches. */
export interface Guest {
  readonly facts: HubFacts;
  readonly web: Web;
  readonly cluster: Cluster;
}
