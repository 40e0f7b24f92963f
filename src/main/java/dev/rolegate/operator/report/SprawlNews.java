package dev.rolegate.operator.report;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlFindingStatus;
import dev.rolegate.api.SprawlStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells sprawl once: when a kind of finding appears, and when there is more of it. What was told is
 * known from the status, so that a restart tells nothing again.
 */
@Singleton
public class SprawlNews {
  private final Events events;

  public SprawlNews(Events events) {
    this.events = events;
  }

  /**
   * @param before null where nothing was looked at before
   * @param after null where it is no longer looked at
   */
  public void tell(HasMetadata vpc, SprawlStatus before, SprawlStatus after) {
    notes(before, after).forEach(note -> events.tell(vpc, EventReason.SPRAWL_FOUND, note));
  }

  static List<String> notes(SprawlStatus before, SprawlStatus after) {
    if (after == null || after.equals(before)) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    for (SprawlCount now : after.counts()) {
      var then = count(before, now.kind());
      int findings = then.map(SprawlNews::findings).orElse(0);
      int groups = then.map(SprawlNews::groups).orElse(0);
      if (findings(now) > findings || findings(now) > 0 && groups(now) > groups) {
        notes.add(text(now, findings, groups, after.worst()));
      }
    }
    return notes;
  }

  private static Optional<SprawlCount> count(SprawlStatus status, String kind) {
    return status == null
        ? Optional.empty()
        : status.counts().stream().filter(count -> kind.equals(count.kind())).findFirst();
  }

  private static int findings(SprawlCount count) {
    return Objects.requireNonNullElse(count.findings(), 0);
  }

  private static int groups(SprawlCount count) {
    return Objects.requireNonNullElse(count.groups(), 0);
  }

  private static String text(
      SprawlCount now, int findings, int groups, List<SprawlFindingStatus> worst) {
    String before = findings == 0 ? "" : " (before: " + count(findings, groups) + ")";
    return now.kind()
        + ": "
        + count(findings(now), groups(now))
        + before
        + worst.stream()
            .filter(finding -> now.kind().equals(finding.kind()))
            .findFirst()
            .map(finding -> ". The worst: " + finding.subject() + ". " + finding.proposal())
            .orElse("");
  }

  private static String count(int findings, int groups) {
    return findings
        + (findings == 1 ? " finding about " : " findings about ")
        + groups
        + (groups == 1 ? " group" : " groups");
  }
}
