package dev.rolegate.cli;

import dev.rolegate.api.DefaultGroupAction;
import dev.rolegate.api.ExceptionsSpec;
import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.GuardrailExceptionSpec;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.topology.HouseRules;
import dev.rolegate.topology.Period;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

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

  /** Those of these guardrails that are still there; from the others nothing is to be excepted. */
  List<Guardrail> present(List<String> guardrails) {
    return told(
        "the guardrails cannot be read",
        "get guardrails.rolegate.dev",
        () ->
            guardrails.stream()
                .map(name -> client.resources(Guardrail.class).withName(name).get())
                .filter(Objects::nonNull)
                .toList());
  }

  /**
   * @throws UserError when an exception from the guardrail may not last that long
   */
  static void checkLongest(Guardrail guardrail, Instant until, Instant now) {
    String longest =
        guardrail.getSpec() == null
            ? ExceptionsSpec.LONGEST
            : guardrail.getSpec().exceptions().maxDuration();
    Duration most =
        Period.read(longest).or(() -> Period.read(ExceptionsSpec.LONGEST)).orElseThrow();
    if (until.isAfter(now.plus(most))) {
      throw new UserError(
          "--until is "
              + until
              + ", and an exception from Guardrail "
              + guardrail.getMetadata().getName()
              + " counts at most "
              + longest
              + " (spec.exceptions.maxDuration): write --until "
              + longest
              + " or less");
    }
  }

  /** Those of the guardrails from which nothing excepts that rule of the group yet. */
  List<Guardrail> lacking(List<Guardrail> guardrails, String groupId, String ruleId, Instant now) {
    if (guardrails.isEmpty()) {
      return List.of();
    }
    List<GuardrailException> all =
        told(
            "the exceptions cannot be read",
            "list guardrailexceptions.rolegate.dev",
            () -> client.resources(GuardrailException.class).list().getItems());
    List<String> excepted =
        HouseRules.read(guardrails, all, now).exemptions().stream()
            .filter(e -> e.counts(now) && e.vpc().equals(vpc.getMetadata().getName()))
            .filter(e -> e.groupId().equals(groupId))
            .filter(e -> e.rule().isEmpty() || e.rule().equals(ruleId))
            .map(e -> e.guardrail())
            .toList();
    return guardrails.stream().filter(g -> !excepted.contains(g.getMetadata().getName())).toList();
  }

  /**
   * Lets the API server check what is going to be written.
   *
   * @param ruleId stands for the id that the rule is going to have
   * @throws UserError when it refuses
   */
  void rehearse(List<Guardrail> guardrails, String ruleId, Terms terms) {
    guardrails.forEach(guardrail -> create(guardrail, ruleId, terms, true));
  }

  /** The names of the exceptions that were written. */
  List<String> write(List<Guardrail> guardrails, String ruleId, Terms terms) {
    List<String> names = new ArrayList<>();
    guardrails.forEach(guardrail -> names.add(create(guardrail, ruleId, terms, false)));
    return names;
  }

  private String create(Guardrail guardrail, String ruleId, Terms terms, boolean dryRun) {
    String name = guardrail.getMetadata().getName();
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
