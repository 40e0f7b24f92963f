//go:build tools

// Never compiled: these imports keep the two programs, and all they need, in go.mod when `go mod tidy` runs.
package apiserver

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kubectl"
)
