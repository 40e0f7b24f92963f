package dev.rolegate.usage.sprawl;

import dev.rolegate.model.UseReport;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What of a VPC's groups could be fewer or plainer.
 *
 * @param findings the worst first
 * @param counts how many findings there are of each kind, kinds without one included
 * @param missing what could not be looked at, a line each: findings that rest on it may be lacking
 */
public record Sprawl(
    List<SprawlFinding> findings, Map<SprawlKind, Integer> counts, List<String> missing) {

  public Sprawl {
    findings = findings.stream().sorted().toList();
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    missing = List.copyOf(missing);
  }

  /** Takes time nearly in proportion to groups, rules and interfaces. */
  public static Sprawl of(SprawlFacts facts) {
    Vpc vpc = new Vpc(facts);
    List<SprawlFinding> perInstance = PerInstance.find(vpc);
    List<SprawlFinding> findings =
        Stream.of(
                AllInOne.find(vpc),
                perInstance,
                LaunchWizards.find(vpc),
                StaleReferences.find(vpc),
                DeadPeers.find(vpc),
                Duplicates.find(vpc, perInstance),
                Contained.find(vpc),
                RoleReferences.find(vpc),
                UndeclaredLaunches.find(vpc))
            .flatMap(List::stream)
            .toList();
    Map<SprawlKind, Integer> counts = new EnumMap<>(SprawlKind.class);
    for (SprawlKind kind : SprawlKind.values()) {
      counts.put(kind, 0);
    }
    findings.forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
    return new Sprawl(findings, counts, missing(facts));
  }

  private static List<String> missing(SprawlFacts facts) {
    Stream<String> launches =
        facts.launches().stream()
            .filter(report -> !report.isComplete())
            .map((UseReport report) -> report.collector().apiName() + ": " + report.why());
    Stream<String> ranges =
        facts.ranges().isEmpty()
            ? Stream.of("the VPC's address blocks are not known: nothing is said of addresses")
            : Stream.empty();
    Stream<String> stale =
        facts.stale().isEmpty()
            ? Stream.of(
                "it is not known which references are stale: that takes ec2:DescribeStaleSecurityGroups")
            : Stream.empty();
    Stream<String> declared =
        facts.declared().isEmpty()
            ? Stream.of(
                "no documents are at hand: nothing is said of launch templates that name undeclared"
                    + " groups")
            : Stream.empty();
    return Stream.of(launches, ranges, stale, declared).flatMap(lines -> lines).toList();
  }

  /** The first headlines, for a status. */
  public List<String> worst(int most) {
    return findings.stream().limit(most).map(SprawlFinding::headline).toList();
  }
}
