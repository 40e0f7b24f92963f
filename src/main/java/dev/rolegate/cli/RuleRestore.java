package dev.rolegate.cli;

import dev.rolegate.cli.ReturnCover.Need;
import dev.rolegate.cli.ReturnExceptions.Terms;
import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.RuleReturn;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.PlanText;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings back one rule that was removed from a group that nobody declares, and has the guardrails
 * that would remove it again let it pass for a time. What is there already is not done again, so
 * that it can be repeated after any failure.
 */
final class RuleRestore {
  private final RuleOptions options;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Instant now = InstantSource.system().instant();

  RuleRestore(RuleOptions options, InputStream in, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * @param kubeconfig null for the environment's
   * @param context null for the current one
   */
  int run(String kubeconfig, String context) {
    AuditInput input = AuditInput.read(options.auditLogs, in);
    input.problems().forEach(problem -> err.println("warning: " + problem));
    RuleRemoval removal = RuleRemoval.find(options.rule, input);
    if (options.apply && !removal.context().cluster().equals(options.clusterId)) {
      throw new UserError(
          "the audit lines are of cluster "
              + removal.context().cluster()
              + ", and --cluster-id says "
              + options.clusterId
              + "; restore a rule in the cluster that removed it");
    }
    try (var cluster = ReturnExceptions.of(removal.context(), kubeconfig, context)) {
      var aws = AwsSettings.forCommand(removal.context().cluster());
      var role = cluster.role().with(options.roleArn, options.externalId);
      var to =
          new ConnectTo(
              removal.context().vpc(), removal.context().region(), role.arn(), role.externalId());
      try (var factory = new AwsEc2Factory(aws);
          var ec2 = factory.connect(to)) {
        return restore(removal, cluster, ec2);
      }
    }
  }

  private int restore(RuleRemoval removal, ReturnExceptions cluster, Ec2 ec2) {
    RuleGround ground = RuleGround.read(removal, ec2);
    if (ground.isThereStill()) {
      out.println(
          options.rule + " is live in " + removal.groupId() + ": there is nothing to restore");
      return ExitCode.OK;
    }
    ground.check(cluster.closesDefaultGroup(), options.althoughUnknown);
    Manifests documents = cluster.documents();
    Optional<Instant> end = options.end(now);
    var trial = ReturnTrial.hold(documents, removal, ground, ec2, now);
    var cover = new ReturnCover(options, removal, trial, end);
    end.ifPresent(e -> cover.checkLongest(documents.guardrails(), e, now));
    List<Need> needs = cover.needs();
    Optional<LiveRule> back = ground.back();
    RuleReturn step = step(removal);
    show(removal, step, back, cover);
    if (back.isPresent() && needs.isEmpty()) {
      return ExitCode.OK;
    }
    boolean complete = needs.isEmpty() || options.missing().isEmpty();
    Terms terms = new Terms(removal.groupId(), end.orElse(now), options.reason, options.acceptedBy);
    if (!needs.isEmpty() && complete) {
      cluster.rehearse(needs, back.map(LiveRule::ruleId).orElse(options.rule), terms);
    }
    if (!options.apply) {
      return ExitCode.CHANGES;
    }
    if (!complete) {
      throw new UserError(
          "the exceptions need " + String.join(", ", options.missing()) + "; nothing was changed");
    }
    if (!options.yes && !Applying.isConfirmed("Do this?")) {
      err.println("Nothing was changed.");
      return ExitCode.CHANGES;
    }
    String ruleId = back.map(LiveRule::ruleId).orElseGet(() -> added(step, ec2, ground.snapshot()));
    except(cluster, needs, ruleId, terms);
    return ExitCode.OK;
  }

  private RuleReturn step(RuleRemoval removal) {
    var context = removal.context();
    return RuleReturn.of(
        new DesiredVpc(
            context.vpc(), context.vpcId(), context.region(), context.cluster(), List.of()),
        removal.groupId(),
        removal.rule(),
        "restore of "
            + options.rule
            + (options.reason == null ? "" : ": " + options.reason)
            + (options.acceptedBy == null ? "" : " (accepted by " + options.acceptedBy + ")"));
  }

  private void show(
      RuleRemoval removal, RuleReturn step, Optional<LiveRule> back, ReturnCover cover) {
    out.println(
        options.rule
            + (removal.isUncertain() ? " may have been removed from " : " was removed from ")
            + removal.groupId()
            + " at "
            + removal.call().time()
            + ": "
            + removal.context().why());
    if (back.isPresent()) {
      out.println(
          "The rule is back as " + back.get().ruleId() + ", with its description and tags.");
    } else {
      out.print(PlanText.render(step.plan()));
      out.println(
          removal.rule().tags().isEmpty()
              ? "It had no tags."
              : "With its tags: " + new java.util.TreeMap<>(removal.rule().tags()));
    }
    cover.lines().forEach(out::println);
    if (!cover.needs().isEmpty() && !options.missing().isEmpty()) {
      out.println("For --apply give also: " + String.join(", ", options.missing()));
    }
    out.flush();
  }

  private String added(RuleReturn step, Ec2 ec2, VpcSnapshot snapshot) {
    try {
      String id = step.apply(ec2, Applying.auditLog(options.auditFile, err), snapshot).ruleId();
      out.println("Restored as " + id + ".");
      return id;
    } catch (Ec2Exception e) {
      String what =
          switch (e.kind()) {
            case NOT_FOUND ->
                "the group or the rule's peer does not exist any more, so the rule cannot come back";
            case ALREADY_EXISTS ->
                "a rule of that content is there by now; look again with the same command";
            case LIMIT ->
                "the group has no room for it in EC2's quota of rules: remove another rule, or have"
                    + " the quota raised";
            default -> null;
          };
      if (e.isOutcomeUnknown()) {
        what = "EC2's answer was lost; the same command again finds out and goes on";
      }
      if (what == null) {
        throw e;
      }
      throw new UserError(what + " (" + e.code() + ": " + e.getMessage() + ")", e);
    }
  }

  private void except(ReturnExceptions cluster, List<Need> needs, String ruleId, Terms terms) {
    try {
      cluster
          .write(needs, ruleId, terms)
          .forEach(
              name -> out.println("GuardrailException " + name + " counts until " + terms.until()));
      out.flush();
    } catch (UserError e) {
      throw new UserError(
          "the rule is back as "
              + ruleId
              + ", but "
              + e.getMessage()
              + "\n  Then give the same command again: it adds what is missing",
          e);
    }
  }
}
