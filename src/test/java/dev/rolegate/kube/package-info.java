/**
 * A real API server for tests: {@link dev.rolegate.kube.RealApiServer} for plain JUnit tests,
 * {@link dev.rolegate.kube.ApiServerResource} for Quarkus tests, {@link
 * dev.rolegate.kube.ApiServer} for everything else.
 */
package dev.rolegate.kube;
