package dev.rolegate.sim.iam;

import java.util.List;
import java.util.Optional;

/**
 * One operator applied to one key. A key that the request does not have makes a condition false, or
 * true for a negated operator, {@code …IfExists} and {@code ForAllValues} [D].
 *
 * @param key in its canonical form
 */
record Condition(Set set, Operator operator, boolean ifExists, String key, List<String> values) {
  /** How several values of the request are taken. */
  enum Set {
    /** The key has one value. */
    ONE(""),
    ALL("ForAllValues:"),
    ANY("ForAnyValue:");

    private final String prefix;

    Set(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final String IF_EXISTS = "IfExists";

  /**
   * Reads an operator as a policy writes it, such as {@code ForAllValues:StringEqualsIfExists}.
   *
   * @throws IamException for an operator, a key or a value that cannot be evaluated
   */
  static Condition read(String where, String written, String key, List<String> values) {
    Set set = set(written);
    String rest = written.substring(set.prefix.length());
    boolean ifExists = rest.endsWith(IF_EXISTS);
    String name = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
    Optional<Operator> operator = Operator.of(name);
    if (operator.isEmpty()) {
      throw new IamException(where, "the simulator does not know the operator " + written);
    }
    Condition condition =
        new Condition(set, operator.get(), ifExists, ConditionKeys.canonical(key), values);
    condition.check(where + "." + written, key);
    return condition;
  }

  private static Set set(String written) {
    for (Set one : List.of(Set.ALL, Set.ANY)) {
      if (written.startsWith(one.prefix)) {
        return one;
      }
    }
    return Set.ONE;
  }

  private void check(String where, String written) {
    if (!ConditionKeys.isKnown(key)) {
      throw new IamException(where, "the simulator has no value for the key " + written);
    }
    if (values.isEmpty()) {
      throw new IamException(where, written + " is compared with nothing");
    }
    if (operator == Operator.NULL) {
      if (ifExists || set != Set.ONE || !List.of("true", "false").containsAll(values)) {
        throw new IamException(where, "Null takes \"true\" or \"false\", and nothing around it");
      }
    } else if (key.equals(ConditionKeys.TAG_KEYS) && set == Set.ONE) {
      throw new IamException(
          where, written + " has several values; write ForAllValues: or ForAnyValue: in front");
    }
    for (String value : values) {
      if (value.contains("${")) {
        throw new IamException(where, "the simulator does not know policy variables: " + value);
      }
      if (operator.comparesArns() && !value.equals("*") && !Glob.isArnPattern(value)) {
        throw new IamException(where, "'" + value + "' is no ARN");
      }
    }
  }

  boolean holds(RequestContext context) {
    List<String> found = context.values(key);
    if (operator == Operator.NULL) {
      return values.contains(String.valueOf(found.isEmpty()));
    }
    if (found.isEmpty()) {
      return ifExists || set == Set.ALL || set == Set.ONE && operator.negated();
    }
    return switch (set) {
      case ALL -> found.stream().allMatch(this::holds);
      case ANY -> found.stream().anyMatch(this::holds);
      case ONE ->
          operator.negated()
              ? found.stream().allMatch(this::holds)
              : found.stream().anyMatch(this::holds);
    };
  }

  private boolean holds(String value) {
    return values.stream().anyMatch(one -> operator.equal(one, value)) != operator.negated();
  }
}
