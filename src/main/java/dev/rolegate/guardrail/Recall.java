package dev.rolegate.guardrail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates the parts of expressions once for all rules that look alike to them: an answer is
 * remembered by the values of all that the part looks at. Those values are numbered, so that a rule
 * is told apart by a few numbers.
 */
final class Recall {
  /** Values and answers together; beyond it, all is forgotten. */
  private static final int MOST = 500_000;

  /** The numbers of what a part looked at. */
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

  /** The answer of a part with loops, and over how many elements they went. */
  private record Counted(Object answer, long elements) {}

  /** What a part answered. */
  private static final class Table {
    private final int[] columns;
    private final Map<Key, Object> byKey = new HashMap<>();
    private Object[] byNumber = {};

    Table(int[] columns) {
      this.columns = columns;
    }
  }

  private final Map<Feature, Integer> columns = new HashMap<>();
  private final List<Feature> features = new ArrayList<>();
  private final List<Map<Object, Integer>> numbers = new ArrayList<>();
  private final Map<Part.Leaf, Table> tables = new IdentityHashMap<>();
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

  /** These numbers, with room for everything that expressions look at by now. */
  int[] wideEnough(int[] cells) {
    return cells.length < features.size() ? Arrays.copyOf(cells, features.size()) : cells;
  }

  /** The value, or a {@link Part.Failure}. What one side leaves open the other can decide. */
  Object value(Part part, Expression.Scope scope) {
    if (part instanceof Part.Leaf leaf) {
      return value(leaf, scope);
    }
    if (part instanceof Part.Not not) {
      Object value = value(not.part(), scope);
      return value instanceof Boolean yes ? !yes : value;
    }
    return part instanceof Part.Both both
        ? decided(both.one(), both.other(), false, scope)
        : decided(((Part.Either) part).one(), ((Part.Either) part).other(), true, scope);
  }

  private Object decided(Part one, Part other, Boolean by, Expression.Scope scope) {
    Object first = value(one, scope);
    if (by.equals(first)) {
      return first;
    }
    Object second = value(other, scope);
    return by.equals(second) || first instanceof Boolean ? second : first;
  }

  private Object value(Part.Leaf leaf, Expression.Scope scope) {
    if (leaf.features().isPresent()) {
      Object known = remembered(leaf, scope);
      if (known instanceof Counted counted) {
        scope.meter().add(counted.elements);
        return counted.answer;
      }
      return known;
    }
    return leaf.isOfGroup() && scope.rule() != null
        ? scope.group().value(leaf, () -> leaf.evaluate(scope))
        : leaf.evaluate(scope);
  }

  private Object remembered(Part.Leaf leaf, Expression.Scope scope) {
    Table table = tables.get(leaf);
    if (table == null) {
      table = new Table(leaf.features().orElseThrow().stream().mapToInt(this::column).toArray());
      tables.put(leaf, table);
    }
    return table.columns.length == 1 ? byNumber(table, leaf, scope) : byKey(table, leaf, scope);
  }

  private Object byNumber(Table table, Part.Leaf leaf, Expression.Scope scope) {
    int number = cell(table.columns[0], scope);
    if (number >= table.byNumber.length) {
      table.byNumber = Arrays.copyOf(table.byNumber, 2 * number);
    }
    Object known = table.byNumber[number];
    if (known == null) {
      known = evaluate(leaf, scope);
      table.byNumber[number] = known;
      remembered++;
    }
    return known;
  }

  private Object byKey(Table table, Part.Leaf leaf, Expression.Scope scope) {
    int[] key = new int[table.columns.length];
    int hash = 1;
    for (int i = 0; i < key.length; i++) {
      key[i] = cell(table.columns[i], scope);
      hash = 31 * hash + key[i];
    }
    Key asked = new Key(key, hash);
    Object known = table.byKey.get(asked);
    if (known == null) {
      known = evaluate(leaf, scope);
      table.byKey.put(asked, known);
      remembered++;
    }
    return known;
  }

  private static Object evaluate(Part.Leaf leaf, Expression.Scope scope) {
    if (!leaf.loops()) {
      return leaf.evaluate(scope);
    }
    Meter meter = new Meter();
    Object answer =
        leaf.evaluate(new Expression.Scope(scope.rule(), scope.group(), scope.parameters(), meter));
    return new Counted(answer, meter.elements());
  }

  /** The number of what a rule or its group has in a column. */
  private int cell(int column, Expression.Scope scope) {
    Feature feature = features.get(column);
    int[] cells =
        feature.of() == Feature.Of.RULE ? scope.rule().cells(this) : scope.group().cells(this);
    if (cells[column] == 0) {
      cells[column] = number(column, feature.value(scope.rule(), scope.group()));
    }
    return cells[column];
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
