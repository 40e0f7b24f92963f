package dev.rolegate.sim.iam;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Condition operators: how a value of the policy is compared with one of the request. */
enum Operator {
  STRING_EQUALS("StringEquals", false, String::equals),
  STRING_NOT_EQUALS("StringNotEquals", true, String::equals),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, String::equalsIgnoreCase),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, String::equalsIgnoreCase),
  STRING_LIKE("StringLike", false, Glob::text),
  STRING_NOT_LIKE("StringNotLike", true, Glob::text),
  /** The same as ArnLike [D]. */
  ARN_EQUALS("ArnEquals", false, Glob::arn),
  ARN_NOT_EQUALS("ArnNotEquals", true, Glob::arn),
  ARN_LIKE("ArnLike", false, Glob::arn),
  ARN_NOT_LIKE("ArnNotLike", true, Glob::arn),
  /** Whether the key is absent; compared by {@link Condition} itself. */
  NULL("Null", false, (policy, request) -> false);

  private final String written;
  private final boolean negated;
  private final BiPredicate<String, String> equal;

  Operator(String written, boolean negated, BiPredicate<String, String> equal) {
    this.written = written;
    this.negated = negated;
    this.equal = equal;
  }

  static Optional<Operator> of(String written) {
    return Arrays.stream(values()).filter(one -> one.written.equals(written)).findFirst();
  }

  /** Whether the condition holds where none of its values is the request's. */
  boolean negated() {
    return negated;
  }

  boolean equal(String ofPolicy, String ofRequest) {
    return equal.test(ofPolicy, ofRequest);
  }

  boolean comparesArns() {
    return written.startsWith("Arn");
  }
}
