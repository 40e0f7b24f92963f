/** Which objects of the cluster name a security group. Reads only. */
package dev.rolegate.operator.uses;
