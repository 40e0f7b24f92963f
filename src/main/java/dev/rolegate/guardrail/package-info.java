/**
 * Policies of the house in CEL: compiles guardrails, and judges rules and groups by them, declared
 * and live. Pure: no I/O, no clock but a passed instant.
 */
package dev.rolegate.guardrail;
