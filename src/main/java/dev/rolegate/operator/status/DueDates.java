package dev.rolegate.operator.status;

import dev.rolegate.api.ExpiryStatus;
import dev.rolegate.api.RoleSecurityGroupStatus;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Review;
import dev.rolegate.topology.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What documents say of times, at one moment: which rules end and which reviews are due. Between
 * two moments of {@link #next} it says the same.
 *
 * @param notices how long before a rule ends it is told, the longest first
 */
public record DueDates(Instant now, List<Duration> notices) {
  public DueDates {
    notices = notices.stream().sorted(Comparator.reverseOrder()).toList();
  }

  /**
   * Figures of a VPC.
   *
   * @param expiring documented rules whose end is so near that it was told
   * @param expired entries of documents that do nothing any more
   * @param nextExpiry empty where no documented rule ends
   * @param overdue groups whose review is due
   * @param nextReview empty where no further review becomes due
   */
  public record Figures(
      int expiring,
      int expired,
      Optional<Instant> nextExpiry,
      int overdue,
      Optional<Instant> nextReview) {}

  public Figures figures(List<DesiredGroup> groups) {
    List<Instant> ends = ends(groups).toList();
    List<Review> reviews =
        groups.stream().flatMap(group -> group.documented().review().stream()).toList();
    return new Figures(
        (int) ends.stream().filter(end -> notice(end).isPresent()).count(),
        groups.stream().mapToInt(group -> group.documented().expired().size()).sum(),
        ends.stream().min(Instant::compareTo),
        (int) reviews.stream().filter(review -> review.isOverdue(now)).count(),
        reviews.stream()
            .filter(review -> !review.isOverdue(now))
            .flatMap(review -> review.due().stream())
            .min(Instant::compareTo));
  }

  private static Stream<Instant> ends(List<DesiredGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.rules().stream())
        .flatMap(rule -> rule.expiresAt().stream());
  }

  /** When the next notice of the end of a rule is to be given. */
  public Optional<Instant> next(List<DesiredGroup> groups) {
    return ends(groups)
        .flatMap(end -> notices.stream().map(end::minus))
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** Rules of the group that end, the soonest first, then those that ended, the latest first. */
  List<ExpiryStatus> expiries(DesiredGroup group) {
    Comparator<DesiredRule> byEnd = Comparator.comparing(rule -> rule.expiresAt().orElseThrow());
    return Stream.concat(
            group.rules().stream()
                .filter(rule -> rule.expiresAt().isPresent())
                .sorted(byEnd.thenComparing(Comparator.naturalOrder())),
            group.documented().expired().stream()
                .sorted(byEnd.reversed().thenComparing(Comparator.naturalOrder())))
        .map(this::expiry)
        .distinct()
        .limit(RoleSecurityGroupStatus.MAX_EXPIRIES)
        .toList();
  }

  private ExpiryStatus expiry(DesiredRule rule) {
    Instant end = rule.expiresAt().orElseThrow();
    Optional<Duration> notice = rule.isExpired(now) ? Optional.empty() : notice(end);
    String state =
        rule.isExpired(now)
            ? ExpiryStatus.EXPIRED
            : notice.isPresent() ? ExpiryStatus.EXPIRING : ExpiryStatus.DOCUMENTED;
    return new ExpiryStatus(
        rule.direction().word() + "/" + rule.name(),
        rule.addressSet().isEmpty() ? null : rule.addressSet(),
        end.toString(),
        state,
        notice.map(Period::text).orElse(null));
  }

  /** The last notice that is due. */
  private Optional<Duration> notice(Instant end) {
    return notices.stream()
        .filter(notice -> !now.isBefore(end.minus(notice)))
        .reduce((longer, shorter) -> shorter);
  }

  /** Empty where no review is asked for, or none was ever recorded. */
  Optional<String> reviewDue(DesiredGroup group) {
    return group
        .documented()
        .review()
        .filter(review -> !review.isAhead(now))
        .flatMap(Review::due)
        .map(Instant::toString);
  }

  /** The condition ReviewCurrent; empty where no review is asked for. */
  Optional<Finding> review(DesiredGroup group) {
    return group.documented().review().map(this::review);
  }

  private Finding review(Review review) {
    if (review.last().isEmpty()) {
      return overdue(
          Reason.REVIEW_OVERDUE,
          "No review is recorded: review the documents, and write the day into"
              + " spec.review.lastReviewed");
    }
    String day = LocalDate.ofInstant(review.last().get(), ZoneOffset.UTC).toString();
    if (review.isAhead(now)) {
      return overdue(
          Reason.REVIEW_AHEAD,
          "spec.review.lastReviewed: "
              + day
              + " is still to come, so it does not count: write the day on which the review took"
              + " place");
    }
    String by = review.reviewer().isEmpty() ? "" : " by " + review.reviewer();
    String due = review.due().orElseThrow().toString();
    if (review.isOverdue(now)) {
      return overdue(
          Reason.REVIEW_OVERDUE,
          "Due since "
              + due
              + ": the last review was on "
              + day
              + by
              + ". Review the documents, and write the day into spec.review.lastReviewed");
    }
    return new Finding(
        Finding.REVIEW_CURRENT,
        Finding.TRUE,
        Reason.REVIEWED,
        "Reviewed on " + day + by + "; the next review is due at " + due);
  }

  private static Finding overdue(Reason reason, String message) {
    return new Finding(Finding.REVIEW_CURRENT, Finding.FALSE, reason, message);
  }
}
