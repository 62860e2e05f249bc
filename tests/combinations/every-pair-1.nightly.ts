/** @jest-environment ./tests/engine/environment.ts */
import { testShard } from "./on-the-engine";

testShard(1, 2);
