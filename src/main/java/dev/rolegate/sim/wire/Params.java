package dev.rolegate.sim.wire;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of a request, or those below a prefix such as {@code IpPermissions.1}. Lists and
 * structures are flattened: {@code Filter.1.Value.2}. Each parameter that an action reads is
 * marked, so that one that no action knows can be refused by name.
 */
public final class Params {
  private final SortedMap<String, String> all;
  private final Set<String> read;
  private final String prefix;

  public Params(Map<String, String> values) {
    this(new TreeMap<>(values), new HashSet<>(), "");
  }

  private Params(SortedMap<String, String> all, Set<String> read, String prefix) {
    this.all = all;
    this.read = read;
    this.prefix = prefix;
  }

  public Optional<String> string(String name) {
    String key = prefix + name;
    read.add(key);
    return Optional.ofNullable(all.get(key));
  }

  /** A parameter that must be there and not be empty. */
  public String required(String name) {
    return string(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> Ec2Error.missing(prefix + name));
  }

  public Optional<Integer> integer(String name) {
    return string(name).map(value -> parseInteger(name, value));
  }

  public boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  public Optional<Boolean> optionalFlag(String name) {
    return string(name).map(value -> parseBoolean(name, value));
  }

  /** The values of {@code name.1}, {@code name.2} and so on, in the order of their numbers. */
  public List<String> list(String name) {
    return indexes(name).stream().map(index -> string(name + "." + index).orElse("")).toList();
  }

  /** The structures {@code name.1.*}, {@code name.2.*} and so on. */
  public List<Params> structs(String name) {
    return indexes(name).stream().map(index -> struct(name + "." + index)).toList();
  }

  /** The parameters below {@code name.}; empty ones if there are none. */
  public Params struct(String name) {
    return new Params(all, read, prefix + name + ".");
  }

  /** Marks {@code name} and all below it as read: known to the action, of no effect in it. */
  public void skim(String name) {
    String key = prefix + name;
    if (all.containsKey(key)) {
      read.add(key);
    }
    read.addAll(below(key + ".").keySet());
  }

  /** Whether {@code name} or anything below it was sent. Does not mark anything. */
  public boolean has(String name) {
    return all.containsKey(prefix + name) || !below(prefix + name + ".").isEmpty();
  }

  /** The full name of a parameter, such as {@code IpPermissions.1.FromPort}, for messages. */
  public String nameOf(String name) {
    return prefix + name;
  }

  /** Parameters that nothing has read so far. */
  public SortedSet<String> unread() {
    SortedSet<String> left = new TreeSet<>(all.keySet());
    left.removeAll(read);
    return left;
  }

  /** Everything that was sent, by full name. */
  public SortedMap<String, String> values() {
    return Collections.unmodifiableSortedMap(all);
  }

  private SortedSet<Integer> indexes(String name) {
    String start = prefix + name + ".";
    SortedSet<Integer> found = new TreeSet<>();
    for (String key : below(start).keySet()) {
      int dot = key.indexOf('.', start.length());
      String index = key.substring(start.length(), dot < 0 ? key.length() : dot);
      if (index.matches("[1-9]\\d{0,5}")) {
        found.add(Integer.valueOf(index));
      }
    }
    return found;
  }

  private SortedMap<String, String> below(String start) {
    return start.isEmpty() ? all : all.subMap(start, start + Character.MAX_VALUE);
  }

  private static int parseInteger(String name, String value) {
    try {
      return Integer.parseInt(value.trim());
    } catch (NumberFormatException notANumber) {
      throw Ec2Error.invalidValue(
          "Value (" + value + ") for parameter " + name + " is invalid. Must be an integer.");
    }
  }

  private static boolean parseBoolean(String name, String value) {
    return switch (value) {
      case "true", "True", "TRUE", "1" -> true;
      case "false", "False", "FALSE", "0" -> false;
      default ->
          throw Ec2Error.invalidValue(
              "Value (" + value + ") for parameter " + name + " is invalid. Must be a boolean.");
    };
  }
}
