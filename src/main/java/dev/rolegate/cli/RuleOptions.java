package dev.rolegate.cli;

import dev.rolegate.topology.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code rolegate restore --rule} is told. */
final class RuleOptions {
  @Option(
      names = "--rule",
      paramLabel = "ID",
      description =
          "Instead of NAME, one rule by the id that it had: it was removed from a group that nobody"
              + " declares, since a guardrail says so, or as the default group was closed. It comes"
              + " back as it was, tags and description included, under a new id; nothing is changed"
              + " without --apply.")
  String rule;

  @Option(
      names = "--audit-log",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "With --rule, files with audit lines, or - for standard input: the audit file, or logs of"
              + " the operator's pods as they are.")
  List<String> auditLogs = List.of();

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description =
          "With --rule, how long the guardrails that would remove it again let it pass: a duration as"
              + " 30d, or a moment as 2027-01-31T12:00:00Z. A GuardrailException is written for each.")
  String until;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "With --rule, why it is needed and what protects instead, for the exceptions.")
  String reason;

  @Option(
      names = "--accepted-by",
      paramLabel = "WHO",
      description = "With --rule, who accepted that, as security@example.com, for the exceptions.")
  String acceptedBy;

  @Option(
      names = "--except-from",
      arity = "1..*",
      paramLabel = "GUARDRAIL",
      description =
          "With --rule, write exceptions from these guardrails alone. Default: from all with the action"
              + " Remove that condemn the rule as the group is now, and those that removed it where it is"
              + " not known whether they do.")
  List<String> exceptFrom = List.of();

  @Option(
      names = "--no-exceptions",
      description =
          "With --rule, write none: the rule goes again after the grace where a guardrail condemns it.")
  boolean noExceptions;

  @Option(
      names = "--role-arn",
      paramLabel = "ARN",
      description = "With --rule, the role to assume. Default: that of the ManagedVpc.")
  String roleArn;

  @Option(
      names = "--external-id",
      defaultValue = "${env:ROLEGATE_EXTERNAL_ID}",
      paramLabel = "ID",
      description =
          "With --rule, the external id that the role's trust policy asks for. Default: that of the"
              + " ManagedVpc's status, else ROLEGATE_EXTERNAL_ID.")
  String externalId;

  @Option(
      names = "--although-unknown",
      description =
          "With --rule, bring it back although the audit log does not say how the call that was to"
              + " remove it ended, as where the operator was killed right then. EC2 does not have the"
              + " rule; make sure that nobody else removed it on purpose.")
  boolean althoughUnknown;

  @Option(names = "--apply", description = "With --rule, do what is shown.")
  boolean apply;

  @Option(
      names = {"-y", "--yes"},
      description = "With --apply, do not ask. Needed where there is no terminal to ask at.")
  boolean yes;

  @Option(
      names = "--cluster-id",
      defaultValue = "${env:ROLEGATE_CLUSTER_ID}",
      paramLabel = "ID",
      description =
          "With --apply, the id of the operator's cluster, which has to be that of the audit lines."
              + " Default: ROLEGATE_CLUSTER_ID.")
  String clusterId;

  @Option(
      names = "--audit-file",
      defaultValue = "${env:ROLEGATE_AUDIT_FILE}",
      paramLabel = "FILE",
      description =
          "With --apply, append the audit lines of the call that adds the rule to this file."
              + " Default: ROLEGATE_AUDIT_FILE, else standard error.")
  String auditFile;

  /**
   * What is wrong with the arguments as such.
   *
   * @param name the argument NAME; null where there is none
   */
  Optional<String> fault(String name) {
    if ((name == null) == (rule == null)) {
      return Optional.of("write either NAME, an OrphanedSecurityGroup, or --rule ID");
    }
    if (rule == null) {
      return Optional.ofNullable(
          apply
                  || yes
                  || !auditLogs.isEmpty()
                  || until != null
                  || reason != null
                  || acceptedBy != null
                  || noExceptions
                  || !exceptFrom.isEmpty()
                  || althoughUnknown
              ? "--audit-log, --until, --reason, --accepted-by, --except-from, --no-exceptions,"
                  + " --although-unknown, --apply and --yes are for --rule; a group comes back without"
                  + " them"
              : null);
    }
    if (!rule.matches("sgr-([0-9a-f]{8}|[0-9a-f]{17})")) {
      return Optional.of(
          "--rule is '" + rule + "'; write the id of a rule, such as sgr-0a1b2c3d4e5f60718");
    }
    if (auditLogs.isEmpty()) {
      return Optional.of(
          "--rule needs --audit-log FILE: only the audit log knows what the rule was");
    }
    if (noExceptions && (until != null || acceptedBy != null || !exceptFrom.isEmpty())) {
      return Optional.of(
          "--until, --accepted-by and --except-from are about exceptions, and --no-exceptions wants"
              + " none: leave one or the other out");
    }
    if (apply && !yes && System.console() == null) {
      return Optional.of(
          "--apply cannot ask without a terminal: look at what is shown, then add --yes");
    }
    if (apply && (clusterId == null || clusterId.isBlank())) {
      return Optional.of(
          "--apply needs the cluster id: write --cluster-id ID or set ROLEGATE_CLUSTER_ID, the same as"
              + " the operator has");
    }
    return Optional.empty();
  }

  /** Options that exceptions need and that were not given. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (until == null) {
      missing.add("--until");
    }
    if (reason == null) {
      missing.add("--reason");
    }
    if (acceptedBy == null) {
      missing.add("--accepted-by");
    }
    return missing;
  }

  /**
   * When the exceptions end; empty where that was not said.
   *
   * @throws UserError when it is no moment, or over
   */
  Optional<Instant> end(Instant now) {
    if (until == null) {
      return Optional.empty();
    }
    Instant end;
    try {
      end =
          Period.read(until)
              .map(now::plus)
              .orElseGet(() -> OffsetDateTime.parse(until).toInstant())
              .truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      throw new UserError(
          "--until is '"
              + until
              + "'; write a duration with one unit s, m, h or d, such as 30d, or a moment with its"
              + " offset from UTC, such as 2027-01-31T12:00:00Z",
          e);
    }
    if (!end.isAfter(now)) {
      throw new UserError(
          "--until is " + end + ", which is over; the rule would be removed again at once");
    }
    return Optional.of(end);
  }
}
