package dev.rolegate.operator;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.VpcSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the prefix lists hold that rules of a VPC name: their versions are read at intervals, and
 * the entries of those whose version changed. Where no rule names a list, nothing is read. What
 * cannot be read is not known. One thread at a time.
 */
public final class PrefixListContents {
  /**
   * Between two reads of the versions. AWS's own lists change some times a week, others by an
   * administrator's hand; a check a minute or more often is not to cost a call more.
   */
  private static final Duration AGE = Duration.ofMinutes(5);

  /** Where a list has no version, its entries are read as often. */
  private static final Duration AGE_WITHOUT_VERSION = Duration.ofHours(1);

  private final InstantSource clock;
  private final Map<String, Content> known = new HashMap<>();
  private Instant readAt = Instant.EPOCH;
  private Set<String> asked = Set.of();

  private record Content(long version, List<Cidr> entries, Instant at) {}

  public PrefixListContents(InstantSource clock) {
    this.clock = clock;
  }

  /** By id; a list that is missing is not known. */
  public Map<String, List<Cidr>> of(Ec2 ec2, DesiredVpc desired, VpcSnapshot snapshot) {
    Set<String> named = named(desired, snapshot);
    known.keySet().retainAll(named);
    Instant now = clock.instant();
    boolean old = Duration.between(readAt, now).compareTo(AGE) >= 0;
    if (!named.isEmpty() && (old || !asked.containsAll(named))) {
      read(ec2, named);
      readAt = now;
      asked = named;
    }
    Map<String, List<Cidr>> contents = new TreeMap<>();
    known.forEach((id, content) -> contents.put(id, content.entries()));
    return contents;
  }

  private void read(Ec2 ec2, Set<String> named) {
    Map<String, Long> versions;
    try {
      versions = ec2.prefixListVersions(named);
    } catch (Ec2Exception e) {
      known.clear();
      return;
    }
    known.keySet().retainAll(versions.keySet());
    versions.forEach(
        (id, version) -> {
          Content before = known.get(id);
          if (before != null && before.version() == version && (version > 0 || !isOld(before))) {
            return;
          }
          try {
            known.put(id, new Content(version, ec2.prefixListEntries(id), clock.instant()));
          } catch (Ec2Exception e) {
            known.remove(id);
          }
        });
  }

  private boolean isOld(Content content) {
    return Duration.between(content.at(), clock.instant()).compareTo(AGE_WITHOUT_VERSION) >= 0;
  }

  private static Set<String> named(DesiredVpc desired, VpcSnapshot snapshot) {
    Stream<Permission> documented =
        desired.groups().stream().flatMap(g -> g.rules().stream()).map(r -> r.permission());
    Stream<Permission> live =
        snapshot.groups().values().stream()
            .flatMap(g -> g.rules().stream())
            .map(r -> r.permission());
    return Stream.concat(documented, live)
        .map(Permission::peer)
        .filter(Peer.PrefixList.class::isInstance)
        .map(peer -> ((Peer.PrefixList) peer).id())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
