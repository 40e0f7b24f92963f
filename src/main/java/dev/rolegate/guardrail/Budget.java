package dev.rolegate.guardrail;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much each guardrail may cost in one judging of all groups. What it would cost to evaluate all
 * anew counts, remembered or not, so that the answer hangs on the input alone.
 */
final class Budget {
  private final List<Check> checks;
  private final long[] spent;
  private final long most;

  Budget(List<Check> checks, long most) {
    this.checks = checks;
    this.most = most;
    spent = new long[checks.size()];
  }

  List<Check> checks() {
    return checks;
  }

  long spent(int check) {
    return spent[check];
  }

  boolean isSpent(int check) {
    return spent[check] >= most;
  }

  /** Whether judging the group once more would come to an end within the budget. */
  boolean allows(int check, Outcome outcome) {
    return outcome.whole() && spent[check] + outcome.elements() < most;
  }

  void spend(int check, long elements) {
    spent[check] += elements;
  }

  /** Why a guardrail whose budget is spent says nothing more. */
  String text() {
    return "Cannot be told: " + reason();
  }

  private String reason() {
    return "in this check, the loops of the guardrail went over more than "
        + most
        + " elements of lists; let its when choose fewer rules, its match fewer groups, or its"
        + " loops shorter lists";
  }

  /** The guardrails that could not judge everything. */
  List<Flaw> flaws() {
    return IntStream.range(0, checks.size())
        .filter(this::isSpent)
        .mapToObj(i -> new Flaw(checks.get(i).document(), "expression", 0, 0, reason()))
        .toList();
  }
}
