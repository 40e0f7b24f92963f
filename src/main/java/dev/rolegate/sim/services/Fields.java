package dev.rolegate.sim.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds and picks out fields of a configuration item by their paths, through lists too. */
final class Fields {
  private Fields() {}

  /** Every value at a path such as {@code relationships.resourceId}, as text. */
  static List<String> values(Map<String, Object> item, String path) {
    return at(item, path).map(String::valueOf).toList();
  }

  private static Stream<Object> at(Object value, String path) {
    if (value instanceof List<?> list) {
      return list.stream().flatMap(one -> at(one, path));
    }
    if (path.isEmpty()) {
      return Stream.of(value);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return Stream.empty();
    }
    int dot = path.indexOf('.');
    Object below = map.get(dot < 0 ? path : path.substring(0, dot));
    return below == null ? Stream.empty() : at(below, dot < 0 ? "" : path.substring(dot + 1));
  }

  /** The item with these paths alone; what is not there is left out. */
  static Map<String, Object> pick(Map<String, Object> item, List<String> paths) {
    Map<String, Object> picked = new LinkedHashMap<>();
    for (String path : paths) {
      Object value = pick(item, path);
      if (value instanceof Map<?, ?> map) {
        map.forEach((name, one) -> picked.merge(String.valueOf(name), one, Fields::merge));
      }
    }
    return picked;
  }

  private static Object pick(Object value, String path) {
    if (path.isEmpty() || value == null) {
      return value;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(one -> pick(one, path)).filter(one -> one != null).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    Object below = pick(map.get(name), dot < 0 ? "" : path.substring(dot + 1));
    return below == null ? null : Map.of(name, below);
  }

  /** Two picks of one item: maps are joined, lists item by item. */
  private static Object merge(Object one, Object other) {
    if (one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
      Map<Object, Object> both = new LinkedHashMap<>(left);
      right.forEach((name, value) -> both.merge(name, value, Fields::merge));
      return both;
    }
    if (one instanceof List<?> left && other instanceof List<?> right) {
      return left.size() == right.size()
          ? java.util.stream.IntStream.range(0, left.size())
              .mapToObj(i -> merge(left.get(i), right.get(i)))
              .toList()
          : left;
    }
    return one;
  }
}
