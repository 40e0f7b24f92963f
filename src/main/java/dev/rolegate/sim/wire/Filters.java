package dev.rolegate.sim.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The filters that one action knows: each name with the values that a resource has for it. A filter
 * passes if any of its values matches any value of the resource; all filters must pass. Values are
 * case-sensitive; {@code *} stands for any text, {@code ?} for one character, a backslash takes the
 * meaning away [D].
 */
public final class Filters<T> {
  private static final int MOST_VALUES = 200;

  private final Map<String, Function<T, Collection<String>>> fields = new HashMap<>();
  private Function<T, Map<String, String>> tags;

  public Filters<T> field(String name, Function<T, String> value) {
    return fields(name, resource -> List.of(value.apply(resource)));
  }

  public Filters<T> fields(String name, Function<T, Collection<String>> values) {
    fields.put(name, values);
    return this;
  }

  /** Adds {@code tag:KEY} and {@code tag-key}. */
  public Filters<T> tags(Function<T, Map<String, String>> of) {
    fields("tag-key", resource -> of.apply(resource).keySet());
    return tagValues(of);
  }

  /** Adds {@code tag:KEY} alone. */
  public Filters<T> tagValues(Function<T, Map<String, String>> of) {
    tags = of;
    return this;
  }

  /** Reads {@code Filter.N.Name} and {@code Filter.N.Value.M}; refuses names that are unknown. */
  public Predicate<T> read(Params params) {
    List<Predicate<T>> all = new ArrayList<>();
    int values = 0;
    for (Params filter : params.structs("Filter")) {
      String name = filter.string("Name").orElse("null");
      List<String> wanted = filter.list("Value");
      values += wanted.size();
      if (values > MOST_VALUES) {
        throw Ec2Error.client(
            "FilterLimitExceeded",
            "The maximum number of filter values specified on a single call is " + MOST_VALUES);
      }
      Function<T, Collection<String>> actual = valuesOf(name);
      if (wanted.isEmpty()) {
        throw Ec2Error.missing(filter.nameOf("Value"));
      }
      Predicate<String> matches = matching(wanted);
      all.add(resource -> actual.apply(resource).stream().anyMatch(matches));
    }
    return resource -> all.stream().allMatch(one -> one.test(resource));
  }

  /** Most values are plain, and a list of 200 ids is asked of thousands of resources. */
  private static Predicate<String> matching(List<String> wanted) {
    Set<String> plain = new HashSet<>();
    List<Wildcard> patterns = new ArrayList<>();
    for (String value : wanted) {
      if (Wildcard.isPlain(value)) {
        plain.add(value);
      } else {
        patterns.add(new Wildcard(value));
      }
    }
    return value -> plain.contains(value) || patterns.stream().anyMatch(one -> one.matches(value));
  }

  private Function<T, Collection<String>> valuesOf(String name) {
    if (tags != null && name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return resource -> {
        String value = tags.apply(resource).get(key);
        return value == null ? List.of() : List.of(value);
      };
    }
    Function<T, Collection<String>> values = fields.get(name);
    if (values == null) {
      throw Ec2Error.invalidValue("The filter '" + name + "' is invalid");
    }
    return values;
  }
}
