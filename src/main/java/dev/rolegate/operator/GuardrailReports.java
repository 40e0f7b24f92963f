package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.GroupKey;
import dev.rolegate.operator.report.EventReason;
import dev.rolegate.operator.report.Events;
import dev.rolegate.operator.report.OperatorMetrics;
import dev.rolegate.operator.status.GuardrailText;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells what guardrails found in a VPC: figures, and an event where a finding appears or goes. */
@Singleton
public class GuardrailReports {
  private final GuardrailNews news;
  private final Events events;
  private final OperatorMetrics metrics;
  private final Map<String, Map<String, Finding>> told = new ConcurrentHashMap<>();

  public GuardrailReports(GuardrailNews news, Events events, OperatorMetrics metrics) {
    this.news = news;
    this.events = events;
    this.metrics = metrics;
  }

  /** After a check. The first one after a start only takes note: conditions have it all. */
  void tell(ManagedVpc vpc, List<RoleSecurityGroup> declared, Judging.Session judged) {
    var judgement = judged.judgement();
    String name = vpc.getMetadata().getName();
    news.found(name, judgement);
    metrics.guardrails(name, judgement.findings());
    Map<String, Finding> now = new LinkedHashMap<>();
    judgement.findings().stream()
        .filter(f -> f.verdict() == Finding.Verdict.BROKEN && f.exemption().isEmpty())
        .forEach(f -> now.putIfAbsent(GuardrailText.identity(f), f));
    var before = told.put(name, now);
    if (before == null) {
      return;
    }
    Map<GroupKey, RoleSecurityGroup> byKey = new HashMap<>();
    declared.forEach(
        r -> byKey.put(new GroupKey(r.getMetadata().getNamespace(), r.getMetadata().getName()), r));
    now.forEach(
        (identity, finding) -> {
          if (!before.containsKey(identity)) {
            events.tell(
                about(finding, vpc, byKey),
                EventReason.GUARDRAIL_BROKEN,
                GuardrailText.sentence(finding));
          }
        });
    before.forEach(
        (identity, finding) -> {
          if (!now.containsKey(identity)) {
            events.tell(
                about(finding, vpc, byKey),
                EventReason.GUARDRAIL_KEPT,
                "Gone, or accepted: " + GuardrailText.sentence(finding));
          }
        });
  }

  private static HasMetadata about(
      Finding finding, ManagedVpc vpc, Map<GroupKey, RoleSecurityGroup> byKey) {
    return finding.group().map(key -> (HasMetadata) byKey.get(key)).orElse(vpc);
  }

  /** The ManagedVpc is gone. */
  void forget(String vpc) {
    told.remove(vpc);
    news.forget(vpc);
    metrics.forgetGuardrails(vpc);
  }
}
