package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.operator.orphan.Orphan;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import dev.rolegate.operator.report.Transitions;
import dev.rolegate.operator.status.Conditions;
import dev.rolegate.operator.status.Finding;
import dev.rolegate.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what becomes of orphans, on their objects and on the ManagedVpc. */
@Singleton
public class OrphanNews {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanNews.class);

  /** States that the platform team has to see without looking for the object. */
  private static final Set<String> LOUD =
      Set.of(
          Reason.NOT_GIVEN_BACK.text(),
          Reason.SNAPSHOT_LOST.text(),
          Reason.SNAPSHOT_CHANGED.text());

  private final Events events;
  private final Transitions transitions;

  public OrphanNews(Events events, Transitions transitions) {
    this.events = events;
    this.transitions = transitions;
  }

  /** An object was made. */
  void found(ManagedVpc vpc, OrphanedSecurityGroup object, boolean lost) {
    String text =
        lost
            ? "The group is marked as retired, and what is needed to bring it back was lost"
            : "Nothing uses the group";
    both(vpc, object, EventReason.ORPHAN_FOUND, text);
  }

  /**
   * The object was another ManagedVpc's.
   *
   * @param before as it was
   */
  void takenOver(ManagedVpc vpc, OrphanedSecurityGroup before, OrphanedSecurityGroup object) {
    both(
        vpc,
        object,
        EventReason.ORPHAN_TAKEN_OVER,
        "Taken over from ManagedVpc "
            + before.getSpec().managedVpc()
            + ", with its snapshot, times and decision: the group is in the VPC of "
            + vpc.getMetadata().getName());
  }

  /** What a check came to, after it was written. */
  void tell(ManagedVpc vpc, OrphanCase one) {
    var object = one.object();
    var course = one.course();
    Orphan before = one.before();
    if (course.forgotten()) {
      if (before.phase() != OrphanPhase.DELETED) {
        both(vpc, object, EventReason.ORPHAN_DISMISSED, course.message());
      }
      return;
    }
    boolean moved = course.phase() != before.phase();
    switch (course.phase()) {
      case QUARANTINED -> {
        if (moved && before.phase() == OrphanPhase.CANDIDATE) {
          both(vpc, object, EventReason.ORPHAN_QUARANTINED, course.message());
        }
      }
      case DELETED -> {
        if (moved) {
          both(vpc, object, EventReason.ORPHAN_DELETED, course.message());
        }
      }
      case RESTORED -> {
        if (moved || before.held() && !course.held()) {
          both(vpc, object, EventReason.ORPHAN_RESTORED, course.message());
        }
      }
      case KEPT -> {
        if (moved) {
          both(vpc, object, EventReason.ORPHAN_KEPT, course.message());
        }
      }
      case CANDIDATE -> {
        // Told when it was found.
      }
    }
    states(vpc, one);
  }

  private void states(ManagedVpc vpc, OrphanCase one) {
    List<Condition> before = one.conditionsBefore();
    List<Condition> after = Orphan.orEmpty(one.object().getStatus()).conditions();
    transitions.tell(one.object(), before, after);
    Conditions.find(after, Finding.READY)
        .filter(now -> !isSame(now, before))
        .ifPresent(
            now -> {
              if (LOUD.contains(now.getReason())) {
                events.warn(vpc, now.getReason(), text(one.object(), now.getMessage()));
              } else if (now.getReason().equals(Reason.OBSERVED.text())) {
                events.tell(one.object(), EventReason.ORPHAN_HELD, now.getMessage());
              }
            });
  }

  private static boolean isSame(Condition now, List<Condition> before) {
    return Conditions.find(before, Finding.READY)
        .filter(b -> b.getReason().equals(now.getReason()))
        .isPresent();
  }

  private void both(ManagedVpc vpc, OrphanedSecurityGroup object, EventReason reason, String text) {
    LOG.info("{}: {}", vpc.getMetadata().getName(), text(object, text));
    events.tell(object, reason, text);
    events.tell(vpc, reason, text(object, text));
  }

  private static String text(OrphanedSecurityGroup object, String text) {
    return object.getMetadata().getName() + " (" + object.getSpec().groupName() + "): " + text;
  }
}
