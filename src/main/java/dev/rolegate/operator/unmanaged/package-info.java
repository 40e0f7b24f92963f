/**
 * What guardrails condemn in groups that nobody declares, since when, and what may be done about it
 * now. Pure: no clock but a passed moment, no cluster and no EC2.
 */
package dev.rolegate.operator.unmanaged;
