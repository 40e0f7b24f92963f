package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.api.OrphanedSecurityGroupStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code rolegate restore}: decides that a quarantined or deleted group comes back, or brings back
 * one rule that was removed from a group that nobody declares.
 */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Sets spec.decision of an OrphanedSecurityGroup to Restore. The operator then gives the group"
          + " its rules back, and the rules elsewhere that named it; a group that was deleted is made"
          + " anew, under a new id.",
      "With --rule it brings back one rule of a group that nobody declares, from the audit log, and has"
          + " the guardrails that would remove it again let it pass until --until. Changes nothing without"
          + " --apply."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the decision is set, or the group is restored already; the rule and its exceptions are there",
      "2:with --rule, there is something to do; it is printed",
      "1:an error; told on standard error"
    },
    footer = {
      "",
      "rolegate restore sg-0a1b2c3d4e5f60718",
      "kubectl get osg -w",
      "kubectl -n rolegate-system logs -l app.kubernetes.io/name=rolegate --tail=-1 \\",
      "  | rolegate restore --rule sgr-0a1b2c3d4e5f60718 --audit-log -"
    })
final class RestoreCommand implements Callable<Integer> {
  /** The operator writes an object a few times in a check at the most. */
  private static final int ATTEMPTS = 5;

  private final InputStream in;
  @Spec private CommandSpec spec;
  @Mixin private RuleOptions rule;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The OrphanedSecurityGroup: the id that the group had when it was found.")
  private String name;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Where the cluster is. Default: KUBECONFIG or ~/.kube/config.")
  private String kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The kubeconfig's context. Default: the current one.")
  private String context;

  RestoreCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() {
    rule.fault(name)
        .ifPresent(
            fault -> {
              throw new ParameterException(spec.commandLine(), fault);
            });
    if (rule.rule != null) {
      return new RuleRestore(rule, in, spec.commandLine().getOut(), spec.commandLine().getErr())
          .run(kubeconfig, context);
    }
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(ObservedVpc.config(kubeconfig, context)).build()) {
      restoreAsItIsNow(client);
      return ExitCode.OK;
    } catch (KubernetesClientException e) {
      throw new UserError(
          "OrphanedSecurityGroup "
              + name
              + " cannot be read or changed: "
              + ClusterTrouble.reason(e)
              + (isOvertaken(e)
                  ? "\n  It is being changed all the time; try again"
                  : "\n  Check --kubeconfig and --context, and that you may update"
                      + " orphanedsecuritygroups.rolegate.dev"),
          e);
    }
  }

  /** Where the object was written meanwhile, everything is read and judged anew. */
  private void restoreAsItIsNow(KubernetesClient client) {
    for (int left = ATTEMPTS - 1; ; left--) {
      try {
        restore(client);
        return;
      } catch (KubernetesClientException e) {
        if (left == 0 || !isOvertaken(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isOvertaken(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  private void restore(KubernetesClient client) {
    OrphanedSecurityGroup orphan =
        client.resources(OrphanedSecurityGroup.class).withName(name).get();
    if (orphan == null) {
      throw new UserError(
          "there is no OrphanedSecurityGroup "
              + name
              + " in the cluster at "
              + client.getConfiguration().getMasterUrl()
              + "; kubectl get osg lists them");
    }
    String vpcName = orphan.getSpec().managedVpc();
    ManagedVpc vpc = client.resources(ManagedVpc.class).withName(vpcName).get();
    if (vpc == null || vpc.getSpec().orphans() == null) {
      throw new UserError(
          "nobody looks after "
              + name
              + ": "
              + (vpc == null
                  ? "there is no ManagedVpc " + vpcName
                  : "spec.orphans of ManagedVpc " + vpcName + " is gone; put it back first"));
    }
    OrphanPhase phase = check(orphan.getStatus());
    PrintWriter out = spec.commandLine().getOut();
    if (phase == OrphanPhase.RESTORED && orphan.getSpec().decision() == OrphanDecision.RESTORE) {
      out.println(restored(orphan));
      return;
    }
    // A patch of the one field: the operator may write the object at the same time.
    client.resources(OrphanedSecurityGroup.class).withName(name).edit(RestoreCommand::decided);
    out.println(
        name + " (" + orphan.getSpec().groupName() + "): decision Restore is set. " + next(phase));
    if (vpc.getSpec().mode() != Mode.ENFORCE) {
      out.println(
          "ManagedVpc "
              + vpcName
              + " is in mode Observe: nothing is given back before its spec.mode is Enforce.");
    }
  }

  private static OrphanedSecurityGroup decided(OrphanedSecurityGroup orphan) {
    orphan.setSpec(orphan.getSpec().withDecision(OrphanDecision.RESTORE));
    return orphan;
  }

  private OrphanPhase check(OrphanedSecurityGroupStatus status) {
    OrphanPhase phase = status == null ? null : status.phase();
    if (phase == null || phase == OrphanPhase.CANDIDATE || phase == OrphanPhase.KEPT) {
      throw new UserError(
          name
              + " is "
              + (phase == OrphanPhase.KEPT ? "kept" : "a candidate")
              + ", and nothing was taken from it, so there is nothing to restore"
              + (phase == OrphanPhase.KEPT
                  ? ""
                  : "; set spec.decision to Keep to have it left alone"));
    }
    status.conditions().stream()
        .filter(c -> c.getType().equals("SnapshotLost") && c.getStatus().equals("True"))
        .findFirst()
        .ifPresent(
            lost -> {
              throw new UserError(name + " cannot be restored: " + lost.getMessage());
            });
    return phase;
  }

  private static String next(OrphanPhase phase) {
    return switch (phase) {
      case QUARANTINED -> "The group gets its rules back within seconds.";
      case DELETED ->
          "The group is made anew, with a new id, which status.restoredAs will say; what still"
              + " names the old id is in status.namingOldId then.";
      default -> "The group has its rules back, or is getting them, and stays.";
    };
  }

  private static String restored(OrphanedSecurityGroup orphan) {
    String id = orphan.getStatus().restoredAs();
    return orphan.getMetadata().getName()
        + " ("
        + orphan.getSpec().groupName()
        + "): restored already, or being restored"
        + (id == null ? "" : "; its id is " + id + " now");
  }
}
