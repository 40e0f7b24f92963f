package dev.rolegate.ec2.aws;

/** What a call does that finds no token in its request budget. */
public enum BudgetMode {
  /** Fails at once with THROTTLED and the time until there is a token; no thread ever waits. */
  REFUSE,
  /** Waits for the token, up to {@link AwsSettings#budgetWait()}; for the command line. */
  WAIT
}
