// The Kubernetes provider for Pulumi, made from its published module.
package main

import "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"

// version is set by the build.
var version = "0.0.0"

// A program in TypeScript needs no schema: only the name and the version of the provider are said.
func main() {
	provider.Serve("kubernetes", version, []byte(`{"name":"kubernetes","version":"`+version+`"}`), []byte("{}"))
}
