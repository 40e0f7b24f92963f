package dev.rolegate.usage.sprawl;

import dev.rolegate.model.OneLine;
import java.util.Comparator;
import java.util.List;

/**
 * Something that could be simpler, and how.
 *
 * @param subject what it is about, in a few words, as {@code 14 groups named web-#}
 * @param groupIds the groups that it is about, sorted
 * @param weight how much it matters; the worst have the most
 * @param evidence what was seen, a line each
 * @param proposal what to do about it, a sentence
 * @param yaml rules of a RoleSecurityGroup, or a piece of a ManagedVpc, that would do it; empty
 *     where there is none
 */
public record SprawlFinding(
    SprawlKind kind,
    String subject,
    List<String> groupIds,
    int weight,
    List<String> evidence,
    String proposal,
    String yaml)
    implements Comparable<SprawlFinding> {
  private static final Comparator<SprawlFinding> ORDER =
      Comparator.comparingInt((SprawlFinding finding) -> -finding.weight())
          .thenComparing(SprawlFinding::kind)
          .thenComparing(finding -> String.join(",", finding.groupIds()))
          .thenComparing(SprawlFinding::subject);

  public SprawlFinding {
    subject = OneLine.of(subject);
    groupIds = groupIds.stream().sorted().distinct().toList();
    evidence = evidence.stream().map(OneLine::of).toList();
  }

  /** For a status: kind and subject. */
  public String headline() {
    return kind.apiName() + ": " + subject;
  }

  @Override
  public int compareTo(SprawlFinding other) {
    return ORDER.compare(this, other);
  }
}
