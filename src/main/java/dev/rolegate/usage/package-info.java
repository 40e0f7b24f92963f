/**
 * Who holds a group, and how sure we are. Pure over collected facts: what is asked of AWS is in
 * {@code ec2.aws}, what is asked of the cluster in {@code operator}.
 */
package dev.rolegate.usage;
