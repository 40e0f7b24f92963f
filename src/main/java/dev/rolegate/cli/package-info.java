/**
 * The command line. {@code run} is the operator; every other command does its work without Quarkus,
 * opens no port that it does not say, and touches no cluster.
 */
package dev.rolegate.cli;
