package dev.rolegate.sim.state;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of one resource, ordered by key. Immutable; keys are case-sensitive as on EC2. */
public record Tags(SortedMap<String, String> values) {
  public static final Tags NONE = new Tags(new TreeMap<>());

  public Tags {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Tags of(Map<String, String> values) {
    return values.isEmpty() ? NONE : new Tags(new TreeMap<>(values));
  }

  /** These tags with {@code added} laid over them. */
  public Tags with(Map<String, String> added) {
    TreeMap<String, String> merged = new TreeMap<>(values);
    merged.putAll(added);
    return new Tags(merged);
  }

  public Tags without(String key) {
    TreeMap<String, String> fewer = new TreeMap<>(values);
    fewer.remove(key);
    return new Tags(fewer);
  }
}
