/**
 * What the operator does when it, or what it needs, fails: the packaged jar in processes of its
 * own, on a real API server and the simulator. Run by {@code mvn verify}, after the jar has been
 * built.
 */
package dev.rolegate.process;
