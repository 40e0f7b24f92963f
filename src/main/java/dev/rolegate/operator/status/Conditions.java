package dev.rolegate.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Turns findings into conditions. The time of the last transition is carried over as long as the
 * status stays the same, so that an unchanged finding gives an equal condition.
 */
public final class Conditions {
  /** The API convention's limit for a message is 32,768; a status is to stay small. */
  private static final int MESSAGE_LIMIT = 1024;

  private Conditions() {}

  /** All conditions of a resource; one that no finding mentions is dropped. */
  public static List<Condition> of(
      List<Finding> findings, List<Condition> before, long generation, Instant now) {
    return findings.stream().map(f -> of(f, find(before, f.type()), generation, now)).toList();
  }

  /** The conditions with one of them replaced or added. */
  public static List<Condition> with(
      Finding finding, List<Condition> before, long generation, Instant now) {
    var changed = of(finding, find(before, finding.type()), generation, now);
    if (find(before, finding.type()).isEmpty()) {
      return java.util.stream.Stream.concat(before.stream(), java.util.stream.Stream.of(changed))
          .toList();
    }
    return before.stream().map(c -> c.getType().equals(finding.type()) ? changed : c).toList();
  }

  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  /** True when the condition is there with this status and reason. */
  public static boolean holds(
      List<Condition> conditions, String type, String status, Reason reason) {
    return find(conditions, type)
        .filter(c -> status.equals(c.getStatus()) && reason.text().equals(c.getReason()))
        .isPresent();
  }

  /** True when the condition is there with the status True. */
  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).filter(c -> Finding.TRUE.equals(c.getStatus())).isPresent();
  }

  private static Condition of(
      Finding finding, Optional<Condition> before, long generation, Instant now) {
    String since =
        before
            .filter(c -> finding.status().equals(c.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(finding.type())
        .withStatus(finding.status())
        .withReason(finding.reason().text())
        .withMessage(shortened(finding.message()))
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }

  private static String shortened(String message) {
    return message.length() <= MESSAGE_LIMIT
        ? message
        : message.substring(0, MESSAGE_LIMIT - 1) + "…";
  }
}
