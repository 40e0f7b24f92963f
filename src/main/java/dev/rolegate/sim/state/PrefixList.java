package dev.rolegate.sim.state;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A managed prefix list, a customer's or AWS's own.
 *
 * @param addressFamily {@code IPv4} or {@code IPv6}
 * @param weight what a rule that names it counts: the maximum of entries, or AWS's published weight
 * @param state such as {@code modify-in-progress}
 * @param version number of the current version
 * @param history entries by version, the current one included; for AWS's lists only that
 */
public record PrefixList(
    String id,
    String owner,
    Tags tags,
    String name,
    String addressFamily,
    int weight,
    String state,
    Optional<String> stateMessage,
    long version,
    SortedMap<Long, List<Entry>> history)
    implements WeighsAsRules {
  public static final String AWS = "AWS";
  private static final int MOST_VERSIONS = 1000;

  public record Entry(String cidr, Optional<String> description) {}

  public PrefixList {
    history = new TreeMap<>(history);
  }

  public boolean isAwsManaged() {
    return owner.equals(AWS);
  }

  public boolean isBusy() {
    return state.endsWith("-in-progress");
  }

  public List<Entry> entries() {
    return history.get(version);
  }

  public PrefixList in(String newState, Optional<String> message) {
    return copy(tags, name, weight, newState, message, version, history);
  }

  public PrefixList withName(String newName) {
    return copy(tags, newName, weight, state, stateMessage, version, history);
  }

  public PrefixList withWeight(int newWeight) {
    return copy(tags, name, newWeight, state, stateMessage, version, history);
  }

  /** With a new version; of more than a thousand the oldest is dropped [D]. */
  public PrefixList withEntries(List<Entry> entries) {
    SortedMap<Long, List<Entry>> more = new TreeMap<>(history);
    more.put(version + 1, List.copyOf(entries));
    if (more.size() > MOST_VERSIONS) {
      more.remove(more.firstKey());
    }
    return copy(tags, name, weight, state, stateMessage, version + 1, more);
  }

  @Override
  public PrefixList withTags(Tags newTags) {
    return copy(newTags, name, weight, state, stateMessage, version, history);
  }

  private PrefixList copy(
      Tags newTags,
      String newName,
      int newWeight,
      String newState,
      Optional<String> newMessage,
      long newVersion,
      SortedMap<Long, List<Entry>> newHistory) {
    return new PrefixList(
        id,
        owner,
        newTags,
        newName,
        addressFamily,
        newWeight,
        newState,
        newMessage,
        newVersion,
        newHistory);
  }

  @Override
  public String resourceType() {
    return "prefix-list";
  }
}
