"use strict";
// Node loads this before the program (`nodeargs` in Pulumi.yaml), so that the program starts fast.

// Node 22.1 and newer can keep compiled code from run to run.
require("node:module").enableCompileCache?.();
require("./strip-types.cjs");
require("./put-off.cjs");
