package dev.rolegate.demo;

import dev.rolegate.api.DriftRecord;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcStatus;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the custom resources stand, as the API server tells it to anybody. */
final class Roles {
  static final String NAMESPACE = "shop";
  static final String VPC = "prod";
  static final List<String> NAMES = List.of("alb", "bastion", "db", "web");

  private static final Condition NO_CONDITION =
      new ConditionBuilder().withStatus("").withReason("").withMessage("").build();

  private final KubernetesClient client;

  Roles(KubernetesClient client) {
    this.client = client;
  }

  /** One RoleSecurityGroup; texts are empty where the status has nothing yet. */
  record Role(
      String name,
      String role,
      String vpc,
      String groupId,
      String ready,
      String reason,
      String message,
      String inSync,
      String rules,
      List<String> plan,
      List<DriftRecord> lastDrift) {

    static Role of(RoleSecurityGroup resource) {
      var spec = resource.getSpec();
      var status = resource.getStatus();
      String name = resource.getMetadata().getName();
      if (status == null) {
        return new Role(
            name, spec.role(), spec.vpc(), "", "", "", "", "", "", List.of(), List.of());
      }
      var ready = condition(status.conditions(), "Ready");
      return new Role(
          name,
          spec.role(),
          spec.vpc(),
          status.groupId() == null ? "" : status.groupId(),
          ready.getStatus(),
          ready.getReason(),
          ready.getMessage(),
          condition(status.conditions(), "InSync").getStatus(),
          status.rules() == null ? "" : status.rules().summary(),
          status.plan(),
          status.lastDrift());
    }

    boolean isReady(String because) {
      return ready.equals("True") && reason.equals(because);
    }

    @Override
    public String toString() {
      return name + " Ready=" + ready + " " + reason + (message.isEmpty() ? "" : ": " + message);
    }
  }

  /** All of them at one time, with the ManagedVpc. */
  record Standing(ManagedVpc vpc, List<Role> roles) {

    /** Whether the VPC and every role is Ready for this reason, and nothing is left out. */
    boolean isReady(String because) {
      var status = vpc.getStatus();
      if (status == null || roles.size() != NAMES.size()) {
        return false;
      }
      var ready = condition(status.conditions(), "Ready");
      return vpc.getMetadata().getGeneration().equals(status.observedGeneration())
          && ready.getStatus().equals("True")
          && ready.getReason().equals(because)
          && status.counts() != null
          && status.counts().declared() == NAMES.size()
          && status.counts().withheld() == 0
          && roles.stream().allMatch(r -> r.isReady(because));
    }

    Role role(String name) {
      return roles.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    ManagedVpcStatus status() {
      return vpc.getStatus();
    }

    @Override
    public String toString() {
      var ready =
          vpc.getStatus() == null ? NO_CONDITION : condition(vpc.getStatus().conditions(), "Ready");
      return VPC
          + " Ready="
          + ready.getStatus()
          + " "
          + ready.getReason()
          + ": "
          + ready.getMessage()
          + "; "
          + roles.stream().map(Role::toString).collect(Collectors.joining("; "));
    }
  }

  Standing standing() {
    var vpc = client.resources(ManagedVpc.class).withName(VPC).get();
    var roles =
        client.resources(RoleSecurityGroup.class).inNamespace(NAMESPACE).list().getItems().stream()
            .map(Role::of)
            .sorted(Comparator.comparing(Role::name))
            .toList();
    return new Standing(vpc, roles);
  }

  /** What stands in the status of one of them, once it has one. */
  Optional<RoleSecurityGroupStatus> status(String name) {
    return Optional.ofNullable(
        client
            .resources(RoleSecurityGroup.class)
            .inNamespace(NAMESPACE)
            .withName(name)
            .get()
            .getStatus());
  }

  /** What the operator told about the roles, oldest first. */
  List<Event> events() {
    return client.resources(Event.class).inNamespace(NAMESPACE).list().getItems().stream()
        .filter(e -> e.getRegarding() != null)
        .sorted(Comparator.comparing(e -> e.getEventTime().getTime()))
        .toList();
  }

  static Condition condition(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElse(NO_CONDITION);
  }
}
