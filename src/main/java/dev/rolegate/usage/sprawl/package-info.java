/**
 * Groups that could be fewer or plainer, each finding with its evidence and a proposal. Pure, and
 * only ever told: no step follows from a finding.
 */
package dev.rolegate.usage.sprawl;
