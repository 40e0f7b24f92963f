package dev.rolegate.demo;

import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.OrphanedSecurityGroupStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the orphans stand, as the API server tells it to anybody. */
final class Orphans {
  private final KubernetesClient client;

  Orphans(KubernetesClient client) {
    this.client = client;
  }

  /**
   * One OrphanedSecurityGroup; texts are empty where the status has nothing yet.
   *
   * @param stripped when the group was without rules
   * @param kept how many rules are kept for bringing them back
   * @param restoredAs the group's new id
   * @param uncovered how many kinds of resources nobody looks at
   */
  record Orphan(
      String groupId,
      String groupName,
      Optional<OrphanPhase> phase,
      String reason,
      String message,
      String holder,
      String next,
      String when,
      String stripped,
      int kept,
      String restoredAs,
      int uncovered) {

    static Orphan of(OrphanedSecurityGroup object) {
      var spec = object.getSpec();
      var kept = spec.snapshot() == null ? 0 : spec.snapshot().rules().size();
      var status = object.getStatus();
      return status == null
          ? new Orphan(
              spec.groupId(),
              spec.groupName(),
              Optional.empty(),
              "",
              "",
              "",
              "",
              "",
              "",
              kept,
              "",
              0)
          : of(spec.groupId(), spec.groupName(), kept, status);
    }

    private static Orphan of(String id, String name, int kept, OrphanedSecurityGroupStatus status) {
      var ready = Roles.condition(status.conditions(), "Ready");
      return new Orphan(
          id,
          name,
          Optional.ofNullable(status.phase()),
          ready.getReason(),
          ready.getMessage(),
          text(status.holder()),
          status.next() == null ? "" : text(status.next().step()),
          status.next() == null ? "" : text(status.next().when()),
          text(status.quarantined()),
          kept,
          text(status.restoredAs()),
          status.uncovered().size());
    }

    private static String text(String value) {
      return Objects.requireNonNullElse(value, "");
    }

    boolean is(OrphanPhase wanted) {
      return phase.filter(p -> p == wanted).isPresent();
    }

    /** Its rules are gone, and nothing of it goes on. */
    boolean isStripped() {
      return is(OrphanPhase.QUARANTINED) && !stripped.isEmpty();
    }

    /** All of it is back. */
    boolean isBack() {
      return is(OrphanPhase.RESTORED) && reason.equals("Restored");
    }

    /** As the API writes it. */
    String phaseText() {
      return phase
          .map(p -> p.name().charAt(0) + p.name().substring(1).toLowerCase(Locale.ROOT))
          .orElse("");
    }

    @Override
    public String toString() {
      return groupName + " " + phaseText() + " " + reason + ": " + message;
    }
  }

  /** By the groups' names. */
  List<Orphan> all() {
    return client.resources(OrphanedSecurityGroup.class).list().getItems().stream()
        .map(Orphan::of)
        .sorted(Comparator.comparing(Orphan::groupName))
        .toList();
  }

  static List<String> names(List<Orphan> orphans) {
    return orphans.stream().map(Orphan::groupName).toList();
  }

  static Optional<Orphan> named(List<Orphan> orphans, String groupName) {
    return orphans.stream().filter(o -> o.groupName().equals(groupName)).findFirst();
  }

  static String told(List<Orphan> orphans) {
    return orphans.isEmpty()
        ? "none"
        : orphans.stream().map(Orphan::toString).collect(Collectors.joining("; "));
  }
}
