/**
 * Custom resources become one desired state of a VPC: who may declare what, who owns a role or a
 * name, and which atomic EC2 rules the declared entries mean. Pure; see {@link
 * dev.rolegate.topology.Topology}.
 */
package dev.rolegate.topology;
