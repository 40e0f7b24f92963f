package dev.rolegate.sim.action;

import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads, checks and writes tags. */
public final class TagParams {
  static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private TagParams() {}

  /**
   * The tags of {@code TagSpecification.N}, all of which must be for one kind of resource.
   *
   * @param resourceType what the action creates, such as {@code security-group}
   */
  public static Tags specified(Params params, String resourceType) {
    return specified(params, Set.of(resourceType)).getOrDefault(resourceType, Tags.NONE);
  }

  /** As above for an action that creates several kinds of resources: the tags of each kind. */
  public static Map<String, Tags> specified(Params params, Set<String> resourceTypes) {
    Map<String, Map<String, String>> tags = new TreeMap<>();
    for (Params specification : params.structs("TagSpecification")) {
      String type = specification.string("ResourceType").orElse("");
      if (type.isEmpty()) {
        throw Ec2Error.missing(specification.nameOf("ResourceType"));
      }
      if (!resourceTypes.contains(type)) {
        throw Ec2Error.invalidValue(
            "'" + type + "' is not a valid taggable resource type for this operation.");
      }
      List<Params> list = specification.structs("Tag");
      if (list.isEmpty()) {
        throw Ec2Error.invalidValue("Tag specification must have at least one tag");
      }
      read(list, tags.computeIfAbsent(type, absent -> new TreeMap<>()));
    }
    Map<String, Tags> all = new TreeMap<>();
    tags.forEach((type, values) -> all.put(type, Tags.of(values)));
    all.values().forEach(TagParams::checkCount);
    return all;
  }

  /** The tags of {@code Tag.N}. */
  public static Map<String, String> listed(Params params) {
    Map<String, String> tags = new TreeMap<>();
    read(params.structs("Tag"), tags);
    return tags;
  }

  /** No resource has more than 50 tags; those that AWS itself sets do not count [D]. */
  static void checkCount(Tags tags) {
    long count = tags.values().keySet().stream().filter(key -> !isReserved(key)).count();
    if (count > MOST_TAGS) {
      throw Ec2Error.client(
          "TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
    }
  }

  static void checkNotReserved(String key) {
    if (isReserved(key)) {
      throw Ec2Error.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
    }
  }

  public static boolean isReserved(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith("aws:");
  }

  /** {@code <tagSet>}, or nothing if there are no tags. */
  public static void write(Xml xml, Tags tags) {
    if (!tags.values().isEmpty()) {
      writeAlways(xml, tags);
    }
  }

  /** {@code <tagSet>}, empty if there are no tags. */
  public static void writeAlways(Xml xml, Tags tags) {
    Collection<Map.Entry<String, String>> all = tags.values().entrySet();
    xml.list(
        "tagSet",
        all,
        (item, tag) -> item.element("key", tag.getKey()).element("value", tag.getValue()));
  }

  private static void read(List<Params> list, Map<String, String> into) {
    for (Params tag : list) {
      String key = tag.string("Key").orElse("");
      String value = tag.string("Value").orElse("");
      check(key, value);
      if (into.put(key, value) != null) {
        throw Ec2Error.invalidValue("Duplicate tag key '" + key + "' specified.");
      }
    }
  }

  private static void check(String key, String value) {
    if (key.isEmpty()) {
      throw Ec2Error.invalidValue("Tag key cannot be null or empty");
    }
    checkNotReserved(key);
    if (key.length() > LONGEST_KEY) {
      throw Ec2Error.invalidValue(
          "Tag key exceeds the maximum length of " + LONGEST_KEY + " characters");
    }
    if (value.length() > LONGEST_VALUE) {
      throw Ec2Error.invalidValue(
          "Tag value exceeds the maximum length of " + LONGEST_VALUE + " characters");
    }
  }
}
