/**
 * The operator as a whole on a real kube-apiserver, with EC2 played by the simulator over HTTP and
 * reached through the real SDK. What AWS holds is read from the simulator's state and call log, not
 * from the operator's own view.
 */
package dev.rolegate.e2e;
