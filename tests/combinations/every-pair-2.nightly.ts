/** @jest-environment ./tests/engine/environment.ts */
import { testShard } from "./on-the-engine";

testShard(2, 2);
