package dev.rolegate.cli;

import dev.rolegate.api.AddressSet;
import dev.rolegate.api.DefaultGroupAction;
import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.GuardrailExceptionSpec;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.execute.audit.AuditContext;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The cluster's side of a rule that comes back: its ManagedVpc, and exceptions for it. */
final class ReturnExceptions implements AutoCloseable {
  private final KubernetesClient client;
  private final ManagedVpc vpc;

  private ReturnExceptions(KubernetesClient client, ManagedVpc vpc) {
    this.client = client;
    this.vpc = vpc;
  }

  /**
   * What exceptions say.
   *
   * @param groupId the group that the rule is of
   */
  record Terms(String groupId, Instant until, String reason, String acceptedBy) {}

  /**
   * Finds the ManagedVpc of a removal.
   *
   * @param kubeconfig null for the environment's
   * @param context null for the current one
   * @throws UserError when the cluster cannot be read, or has no such ManagedVpc
   */
  static ReturnExceptions of(AuditContext removal, String kubeconfig, String context) {
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(ObservedVpc.config(kubeconfig, context)).build();
    try {
      ManagedVpc vpc =
          told(
              "ManagedVpc " + removal.vpc() + " cannot be read",
              "get managedvpcs.rolegate.dev",
              () -> client.resources(ManagedVpc.class).withName(removal.vpc()).get());
      check(vpc, removal, client.getConfiguration().getMasterUrl());
      return new ReturnExceptions(client, vpc);
    } catch (UserError e) {
      client.close();
      throw e;
    }
  }

  private static void check(ManagedVpc vpc, AuditContext removal, String cluster) {
    if (vpc == null
        || !vpc.getSpec().vpcId().equals(removal.vpcId())
        || !vpc.getSpec().region().equals(removal.region())) {
      throw new UserError(
          "the cluster at "
              + cluster
              + " has no ManagedVpc "
              + removal.vpc()
              + " for "
              + removal.vpcId()
              + " in "
              + removal.region()
              + "; choose the cluster of the audit log with --kubeconfig and --context");
    }
  }

  private static <T> T told(String what, String permission, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw new UserError(
          what
              + ": "
              + e.getMessage()
              + "\n  Check --kubeconfig and --context, and that you may "
              + permission,
          e);
    }
  }

  /** As whom the operator asks AWS. */
  AssumedRole role() {
    return AssumedRole.of(vpc);
  }

  boolean closesDefaultGroup() {
    return vpc.getSpec().defaultGroup() == DefaultGroupAction.CLOSE;
  }

  /** All by which the cluster judges what is live in the VPC. */
  Manifests documents() {
    return new Manifests(
        List.of(vpc),
        all(RoleSecurityGroup.class, "rolesecuritygroups"),
        all(AddressSet.class, "addresssets"),
        labels(),
        all(Guardrail.class, "guardrails"),
        all(GuardrailException.class, "guardrailexceptions"),
        List.of());
  }

  private <T extends HasMetadata> List<T> all(Class<T> type, String plural) {
    return told(
        "the rule cannot be judged: " + plural + " cannot be read",
        "list " + plural + ".rolegate.dev",
        () -> client.resources(type).inAnyNamespace().list().getItems());
  }

  /** Labels of namespaces, where they choose tenants. */
  private Map<String, Map<String, String>> labels() {
    if (vpc.getSpec().tenants().stream().allMatch(t -> t.namespaceSelector() == null)) {
      return Map.of();
    }
    return told(
        "the rule cannot be judged: namespaces cannot be read",
        "list namespaces",
        () ->
            client.namespaces().list().getItems().stream()
                .collect(
                    Collectors.toMap(
                        n -> n.getMetadata().getName(),
                        n -> Objects.requireNonNullElse(n.getMetadata().getLabels(), Map.of()))));
  }

  /**
   * Lets the API server check what is going to be written.
   *
   * @param ruleId stands for the id that the rule is going to have
   * @throws UserError when it refuses
   */
  void rehearse(List<ReturnCover.Need> needs, String ruleId, Terms terms) {
    needs.forEach(need -> create(need, ruleId, terms, true));
  }

  /** The names of the exceptions that were written. */
  List<String> write(List<ReturnCover.Need> needs, String ruleId, Terms terms) {
    List<String> names = new ArrayList<>();
    needs.forEach(need -> names.add(create(need, ruleId, terms, false)));
    return names;
  }

  private String create(ReturnCover.Need need, String returned, Terms terms, boolean dryRun) {
    String name = need.guardrail();
    String ruleId = need.neighbour().isEmpty() ? returned : need.neighbour();
    GuardrailException exception = new GuardrailException();
    exception.setMetadata(new ObjectMetaBuilder().withGenerateName(ruleId + "-").build());
    exception.setSpec(
        new GuardrailExceptionSpec(
            name,
            vpc.getMetadata().getName(),
            null,
            terms.groupId(),
            ruleId,
            terms.reason(),
            terms.acceptedBy(),
            terms.until().toString()));
    return told(
        "the exception from Guardrail " + name + " cannot be written",
        "create guardrailexceptions.rolegate.dev",
        () -> client.resource(exception).dryRun(dryRun).create().getMetadata().getName());
  }

  @Override
  public void close() {
    client.close();
  }
}
