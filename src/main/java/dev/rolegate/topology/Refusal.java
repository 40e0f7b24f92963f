package dev.rolegate.topology;

/**
 * Why a declaration is not allowed.
 *
 * @param message what is missing, and whom to ask
 */
record Refusal(Problem.Reason reason, String message) {}
