/** How a group that nothing uses and nobody documented is retired, kept or brought back. Pure. */
package dev.rolegate.operator.orphan;
