package dev.rolegate.guardrail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates expressions once for all rules that look alike to them: an answer is remembered by the
 * values of all that the expression looks at. Those values are numbered, so that a rule is told
 * apart by a few numbers.
 */
final class Recall {
  /** Values and answers together; beyond it, all is forgotten. */
  private static final int MOST = 500_000;

  /** Why an expression has no value. */
  private record Failure(String message) {}

  /** The numbers of what an expression looked at. */
  private record Key(int[] numbers, int hash) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** What an expression answered. */
  private record Table(int[] columns, Map<Key, Object> answers) {}

  private final Map<Feature, Integer> columns = new HashMap<>();
  private final List<Feature> features = new ArrayList<>();
  private final List<Map<Object, Integer>> numbers = new ArrayList<>();
  private final Map<Expression, Table> tables = new IdentityHashMap<>();
  private int remembered;

  /** Forgets everything where there is too much of it; not while a rule is looked at. */
  void tidy() {
    if (remembered > MOST) {
      forget();
    }
  }

  void forget() {
    columns.clear();
    features.clear();
    numbers.clear();
    tables.clear();
    remembered = 0;
  }

  /** How many things expressions look at. */
  int columns() {
    return features.size();
  }

  /**
   * @throws NotKnown where the expression fails
   */
  Object value(Expression expression, Expression.Scope scope) {
    if (expression.features().isEmpty()) {
      return expression.value(scope);
    }
    Table table = tables.get(expression);
    if (table == null) {
      table = table(expression);
      tables.put(expression, table);
    }
    Key key = key(table.columns, scope);
    Object answer = table.answers.get(key);
    if (answer == null) {
      answer = evaluate(expression, scope);
      table.answers.put(key, answer);
      remembered++;
    }
    if (answer instanceof Failure failure) {
      throw new NotKnown(failure.message);
    }
    return answer;
  }

  private Key key(int[] wanted, Expression.Scope scope) {
    int[] cells = scope.rule() == null ? scope.group().cells(this) : scope.rule().cells(this);
    int[] key = new int[wanted.length];
    int hash = 1;
    for (int i = 0; i < key.length; i++) {
      int column = wanted[i];
      if (cells[column] == 0) {
        cells[column] = number(column, features.get(column).value(scope.rule(), scope.group()));
      }
      key[i] = cells[column];
      hash = 31 * hash + key[i];
    }
    return new Key(key, hash);
  }

  private static Object evaluate(Expression expression, Expression.Scope scope) {
    try {
      return expression.value(scope);
    } catch (NotKnown e) {
      return new Failure(e.getMessage());
    }
  }

  private Table table(Expression expression) {
    return new Table(
        expression.features().orElseThrow().stream().mapToInt(this::column).toArray(),
        new HashMap<>());
  }

  private int column(Feature feature) {
    return columns.computeIfAbsent(
        feature,
        added -> {
          features.add(added);
          numbers.add(new HashMap<>());
          return features.size() - 1;
        });
  }

  /** From 1. */
  private int number(int column, Object value) {
    Map<Object, Integer> known = numbers.get(column);
    Integer number = known.get(value);
    if (number == null) {
      number = known.size() + 1;
      known.put(value, number);
      remembered++;
    }
    return number;
  }
}
