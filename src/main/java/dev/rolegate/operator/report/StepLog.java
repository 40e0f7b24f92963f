package dev.rolegate.operator.report;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.StepResult;
import dev.rolegate.model.OneLine;
import dev.rolegate.plan.PlanText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line for each change and each failure, none for a check that found nothing. In production the
 * lines are JSON, with the fields {@code vpc}, {@code group}, {@code groupId}, {@code action} and
 * {@code code} beside the message.
 */
public final class StepLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.rolegate.changes");

  private StepLog() {}

  public static void write(String vpc, List<StepResult> results) {
    results.forEach(result -> write(vpc, result));
  }

  private static void write(String vpc, StepResult result) {
    boolean applied = result.outcome() == StepResult.Outcome.APPLIED;
    if (!applied && result.outcome() != StepResult.Outcome.FAILED) {
      return;
    }
    Ec2Exception error = result.error();
    Map<String, String> fields =
        Map.of(
            "vpc",
            vpc,
            "group",
            result.step().groups().stream()
                .map(g -> g.key().toString())
                .collect(Collectors.joining(",")),
            "groupId",
            result.groupId() == null ? "" : result.groupId(),
            "action",
            result.step().action().getClass().getSimpleName(),
            "code",
            error == null ? "" : error.code());
    fields.forEach(MDC::put);
    try {
      String what = PlanText.headline(result.step()).strip();
      if (applied) {
        LOG.info("{}: {}", vpc, what);
      } else {
        LOG.warn(
            "{}: failed: {}: {}", vpc, what, error == null ? "" : OneLine.of(error.getMessage()));
      }
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }
}
