"use strict";
// What Node loads before the program (`nodeargs` in Pulumi.yaml), so that a preview does not wait for what it has no use for.

// Keeps compiled code from run to run, where Node can (22.1 and newer).
require("node:module").enableCompileCache?.();
require("./check-types.cjs");
require("./strip-types.cjs");
require("./put-off.cjs");
