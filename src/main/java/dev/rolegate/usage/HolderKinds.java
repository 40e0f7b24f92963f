package dev.rolegate.usage;

import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every kind of resource that is known to be able to name a security group, and which collector
 * sees it. A kind whose presence is not certain counts as having interfaces at times only, so that
 * none of its interfaces proves nothing.
 */
public final class HolderKinds {
  private static final List<HolderKind> ALL =
      Stream.of(NetworkKinds.all(), ComputeKinds.all(), DataKinds.all(), ClusterKinds.all())
          .flatMap(List::stream)
          .sorted(Comparator.comparing(HolderKind::name))
          .toList();

  private HolderKinds() {}

  /** All of them, by name. */
  public static List<HolderKind> all() {
    return ALL;
  }

  /**
   * Names of the kinds that no complete report looked through: neither that of a collector that
   * sees the kind, nor one that says so itself, as AWS Config's does, whose coverage depends on
   * what the account records. Sorted.
   */
  public static List<String> uncovered(Collection<UseReport> reports) {
    // The rules of the VPC's own groups are in every snapshot.
    Set<UseCollector> complete = EnumSet.of(UseCollector.SECURITY_GROUP_RULES);
    Set<String> named = new HashSet<>();
    Set<UseCollector> broken = EnumSet.noneOf(UseCollector.class);
    for (UseReport report : reports) {
      if (report.isComplete()) {
        complete.add(report.collector());
        named.addAll(report.kinds());
      } else {
        broken.add(report.collector());
      }
    }
    complete.removeAll(broken);
    return ALL.stream()
        .filter(kind -> !named.contains(kind.name()))
        .filter(kind -> kind.collectors().stream().noneMatch(complete::contains))
        .map(HolderKind::name)
        .toList();
  }
}
