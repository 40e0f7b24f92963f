package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.execute.Guard;
import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Retirement.Wanted;
import dev.rolegate.plan.Consent;
import dev.rolegate.plan.Plan;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A ManagedVpc that its operator only observes, read from the cluster. While that is so, somebody
 * else may change its groups; it is asked again before each call.
 */
final class ObservedVpc implements Guard, AutoCloseable {
  private final KubernetesClient client;
  private final ManagedVpc vpc;

  private ObservedVpc(KubernetesClient client, ManagedVpc vpc) {
    this.client = client;
    this.vpc = vpc;
  }

  /**
   * Finds the ManagedVpc of a plan.
   *
   * @param kubeconfig null for the environment's
   * @param context null for the current one
   * @param operatorRuns false where no operator can take up the mode, since none runs
   * @throws UserError when it is not there, is another VPC's, or is not in mode Observe
   */
  static ObservedVpc of(
      AuditContext plan, String kubeconfig, String context, boolean operatorRuns) {
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(config(kubeconfig, context)).build();
    try {
      ManagedVpc vpc = client.resources(ManagedVpc.class).withName(plan.vpc()).get();
      check(vpc, plan, client.getConfiguration().getMasterUrl(), operatorRuns);
      return new ObservedVpc(client, vpc);
    } catch (KubernetesClientException e) {
      client.close();
      throw new UserError(
          "ManagedVpc "
              + plan.vpc()
              + " cannot be read: "
              + ClusterTrouble.reason(e)
              + "\n  Check --kubeconfig and --context, and that you may get managedvpcs.rolegate.dev",
          e);
    } catch (UserError e) {
      client.close();
      throw e;
    }
  }

  static Config config(String kubeconfig, String context) {
    if (kubeconfig != null && !Files.isRegularFile(Path.of(kubeconfig))) {
      throw new UserError("there is no kubeconfig file " + kubeconfig);
    }
    Config config = read(kubeconfig, context);
    List<String> known = config.getContexts().stream().map(NamedContext::getName).toList();
    if (context != null && !known.contains(context)) {
      throw new UserError(
          "there is no context "
              + context
              + (known.isEmpty()
                  ? ", nor any other: check --kubeconfig and KUBECONFIG"
                  : ", only " + String.join(", ", known)));
    }
    return config;
  }

  private static Config read(String kubeconfig, String context) {
    try {
      return kubeconfig == null
          ? Config.autoConfigure(context)
          : Config.fromKubeconfig(context, new File(kubeconfig));
    } catch (RuntimeException e) {
      // The client throws whatever its YAML reader throws.
      throw new UserError(
          (kubeconfig == null ? "the kubeconfig" : kubeconfig)
              + " is no kubeconfig file that can be read; it has to be YAML of kind Config, as kubectl"
              + " reads it",
          e);
    }
  }

  private static void check(
      ManagedVpc vpc, AuditContext plan, String cluster, boolean operatorRuns) {
    if (vpc == null) {
      throw new UserError(
          "the cluster at "
              + cluster
              + " has no ManagedVpc "
              + plan.vpc()
              + "; choose the cluster of"
              + " the audit log with --kubeconfig and --context");
    }
    var spec = vpc.getSpec();
    if (!spec.vpcId().equals(plan.vpcId()) || !spec.region().equals(plan.region())) {
      throw new UserError(
          "ManagedVpc "
              + plan.vpc()
              + " is for "
              + spec.vpcId()
              + " in "
              + spec.region()
              + ", and the plan was for "
              + plan.vpcId()
              + " in "
              + plan.region()
              + ": this is another cluster's audit log, or the ManagedVpc was made anew");
    }
    if (spec.mode() != Mode.OBSERVE) {
      throw new UserError(
          "ManagedVpc "
              + plan.vpc()
              + " is in mode Enforce, and would undo the revert at its next check. First: kubectl"
              + " patch managedvpc "
              + plan.vpc()
              + " --type merge -p '{\"spec\":{\"mode\":\"Observe\"}}'");
    }
    if (operatorRuns && !isTakenUp(vpc)) {
      throw new UserError(
          "the operator has not taken up mode Observe of ManagedVpc "
              + plan.vpc()
              + " yet, and may be in the middle of a change. Try again in some seconds; where no"
              + " operator runs, add --no-operator");
    }
  }

  private static boolean isTakenUp(ManagedVpc vpc) {
    return vpc.getStatus() != null
        && vpc.getStatus().observedGeneration() != null
        && vpc.getStatus().observedGeneration().equals(vpc.getMetadata().getGeneration());
  }

  /** As whom the operator asks AWS. */
  AssumedRole role() {
    return AssumedRole.of(vpc);
  }

  @Override
  public boolean mayMutate() {
    try {
      ManagedVpc now =
          client.resources(ManagedVpc.class).withName(vpc.getMetadata().getName()).get();
      return now != null
          && now.getMetadata().getUid().equals(vpc.getMetadata().getUid())
          && now.getSpec().mode() == Mode.OBSERVE;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  @Override
  public boolean mayDelete(GroupKey key, String uid) {
    return mayMutate();
  }

  @Override
  public boolean mayRetire(String name, String uid, Wanted wanted) {
    return mayMutate();
  }

  /** A revert gives back, and takes no rule for a guardrail. */
  @Override
  public boolean mayRemediate() {
    return false;
  }

  /** Whoever reverts has decided; the limits are for what documents cause. */
  @Override
  public boolean reserve(Set<String> groupIds) {
    return mayMutate();
  }

  @Override
  public Optional<Consent> approve(Plan plan) {
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
  }
}
