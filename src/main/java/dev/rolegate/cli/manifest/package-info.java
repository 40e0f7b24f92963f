/**
 * Kubernetes manifests from files, as strictly as an API server would take them: a misspelled field
 * is an error, never silence.
 */
package dev.rolegate.cli.manifest;
