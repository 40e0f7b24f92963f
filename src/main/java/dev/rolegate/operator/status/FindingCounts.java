package dev.rolegate.operator.status;

import dev.rolegate.api.VpcFindings;
import dev.rolegate.api.VpcFindings.SeverityCounts;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Finding.State;
import dev.rolegate.guardrail.Finding.Verdict;
import dev.rolegate.model.GuardrailDocument.Severity;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts findings. A documented rule that is live is judged as both, and counted once. */
public final class FindingCounts {
  private FindingCounts() {}

  /** What is counted: of two findings about one rule by one guardrail the live one. */
  public static List<Finding> distinct(List<Finding> findings) {
    Set<String> live = new HashSet<>();
    List<Finding> counted = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.state() != State.DECLARED) {
        counted.add(finding);
        live.add(subject(finding));
      }
    }
    findings.stream()
        .filter(f -> f.state() == State.DECLARED && !live.contains(subject(f)))
        .forEach(counted::add);
    return counted;
  }

  private static String subject(Finding finding) {
    return finding.guardrail().name()
        + " "
        + finding.group().map(Object::toString).orElse(finding.groupId())
        + finding.rule().map(r -> " " + r.direction() + " " + content(r.permission())).orElse("");
  }

  /** A role in a document is a group by its id in EC2. */
  private static String content(Permission permission) {
    boolean group =
        permission.peer() instanceof Peer.Declared || permission.peer() instanceof Peer.Group;
    return permission.protocol()
        + " "
        + permission.ports()
        + " "
        + (group ? "group" : permission.peer());
  }

  /** Of a VPC. */
  public static VpcFindings of(List<Finding> findings) {
    var counted = distinct(findings);
    var open = counted.stream().filter(f -> f.exemption().isEmpty()).toList();
    var broken = open.stream().filter(f -> f.verdict() == Verdict.BROKEN).toList();
    return new VpcFindings(
        counts(broken.stream().filter(f -> f.state() != State.LIVE_UNMANAGED).toList()),
        counts(broken.stream().filter(f -> f.state() == State.LIVE_UNMANAGED).toList()),
        counted.size() - open.size(),
        open.size() - broken.size());
  }

  private static SeverityCounts counts(List<Finding> findings) {
    return new SeverityCounts(
        count(findings, Severity.CRITICAL),
        count(findings, Severity.HIGH),
        count(findings, Severity.MEDIUM),
        count(findings, Severity.LOW));
  }

  private static int count(List<Finding> findings, Severity severity) {
    return (int) findings.stream().filter(f -> f.guardrail().severity() == severity).count();
  }
}
