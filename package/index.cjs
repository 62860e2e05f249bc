"use strict";
// What Pulumi runs when a program uses this project as a package (PulumiPlugin.yaml). The options of Node in that file would come too late: Pulumi
// gives them to its own script, after its name. So the types are stripped from here.
// https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs/main.go RunPlugin
require("../startup/strip-types.cjs");
module.exports = require("./provider.ts");
