package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.GroupKey;
import java.util.Optional;

/** What to do about a finding, and where. */
final class Fixes {
  /** Between what is wrong and what to write instead, in messages of guardrails. */
  private static final String INSTEAD = "; ";

  private final Known known;

  Fixes(Known known) {
    this.known = known;
  }

  /** What is wrong: the message up to its last semicolon. */
  static String wrong(Finding finding) {
    int end = finding.message().lastIndexOf(INSTEAD);
    return end < 0 ? finding.message() : finding.message().substring(0, end);
  }

  String fix(Finding finding) {
    if (finding.verdict() == Finding.Verdict.UNKNOWN) {
      return "read what this topic says was not looked at, then run the report again";
    }
    String message = finding.message();
    int end = message.lastIndexOf(INSTEAD);
    String instead = end < 0 ? "" : message.substring(end + INSTEAD.length());
    String where = where(finding);
    return (instead.isEmpty() ? "" : instead + (where.isEmpty() ? "" : ". "))
        + (where.isEmpty() ? "" : capital(where));
  }

  private String where(Finding finding) {
    Optional<GroupKey> key = finding.group();
    if (key.isEmpty()) {
      return finding.rule().isPresent() ? rule(finding) : group(finding);
    }
    String document = "RoleSecurityGroup " + key.get();
    if (finding.rule().isEmpty()) {
      return "change " + document;
    }
    String name = finding.rule().get().name();
    boolean declared =
        known
            .document(finding.groupId())
            .filter(group -> group.rules().stream().map(DesiredRule::name).anyMatch(name::equals))
            .isPresent();
    return declared
        ? "change rule " + name + " of " + document
        : document + " does not declare it: mode Enforce takes it away";
  }

  /** Of a rule that no document names. */
  private static String rule(Finding finding) {
    return switch (Question.of(finding.guardrail().name())) {
      case PURPOSE -> "change the rule's description in EC2, which changes no traffic";
      case TIME -> "revoke the rule where its time is over";
      case CONTROLS -> "";
      default -> "add what has to stay, then revoke the rule";
    };
  }

  /** Of a group that no document names. */
  private static String group(Finding finding) {
    return switch (Question.of(finding.guardrail().name())) {
      case PURPOSE -> "EC2 never changes a group's description: declare its role, or retire it";
      case OWNERS, INTERNAL, CONTROLS -> "";
      default -> "declare its role, or retire it";
    };
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
