/**
 * What a ManagedVpc's status remembers so that it can be relied on later: pins, limits and
 * approvals. Pure.
 */
package dev.rolegate.operator.consent;
