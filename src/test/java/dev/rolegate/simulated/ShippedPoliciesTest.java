package dev.rolegate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Docs;
import dev.rolegate.model.Direction;
import dev.rolegate.sim.SimulatorOptions;
import dev.rolegate.sim.iam.Policy;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.simulated.ShippedPolicies.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The policies of {@code deploy/iam} against everything that the adapter calls: enough, and no
 * more. What they keep out is in {@link ShippedPoliciesRefuseTest}.
 */
class ShippedPoliciesTest {
  private static final ShippedPolicies SHIPPED =
      new ShippedPolicies("111122223333", "eu-west-1", Docs.VPC, "test");

  private SimulatedEc2 aws = started();

  private static SimulatedEc2 started() {
    return new SimulatedEc2(SimulatorOptions.defaults(), SimulatedEc2.unlimited());
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private void run(Tier tier) {
    EveryStep steps = new EveryStep(aws);
    steps.observe();
    if (tier != Tier.OBSERVE && tier != Tier.RESTORE) {
      steps.own();
    }
    if (tier == Tier.ADOPT && steps.denied().isEmpty()) {
      steps.adopt();
    }
    if (tier == Tier.RETIRE && steps.denied().isEmpty()) {
      steps.retire();
    }
    if (tier == Tier.REMEDIATE && steps.denied().isEmpty()) {
      steps.remediate();
    }
    if (tier == Tier.RESTORE && steps.denied().isEmpty()) {
      steps.bringBack();
    }
  }

  private List<CallRecord> denied() {
    return aws.simulator().calls().all().stream().filter(call -> call.status() == 403).toList();
  }

  @TestFactory
  Stream<DynamicTest> nothing_is_denied_and_nothing_is_unused() {
    return Stream.of(Tier.values())
        .map(
            tier ->
                dynamicTest(
                    tier.name(),
                    () -> {
                      aws.close();
                      aws = started();
                      SHIPPED.attach(aws.simulator(), tier);
                      run(tier);
                      assertThat(denied()).isEmpty();
                      var use = new PolicyUse(aws.simulator().calls().all());
                      assertThat(use.unused(SHIPPED, tier.files())).isEmpty();
                    }));
  }

  /** A tier's policies without one action of one statement. */
  private List<Policy> without(Tier tier, String file, String sid, String action) {
    return tier.files().stream()
        .map(
            one -> {
              JsonNode document = SHIPPED.document(one);
              if (one.equals(file)) {
                remove((ArrayNode) document.path("Statement"), sid, action);
              }
              return Policy.permissions(one, document.toString());
            })
        .toList();
  }

  private static void remove(ArrayNode statements, String sid, String action) {
    for (int i = 0; i < statements.size(); i++) {
      ObjectNode statement = (ObjectNode) statements.get(i);
      if (statement.path("Sid").asText().equals(sid)) {
        List<String> left = new ArrayList<>(PolicyUse.texts(statement.path("Action")));
        left.remove(action);
        if (left.isEmpty()) {
          statements.remove(i);
        } else {
          left.forEach(statement.putArray("Action")::add);
        }
        return;
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> without_any_one_action_something_is_denied() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : List.of("observe", "own", "adopt", "retire", "restore")) {
      for (JsonNode statement : SHIPPED.document(file).path("Statement")) {
        for (String action : PolicyUse.texts(statement.path("Action"))) {
          String sid = statement.path("Sid").asText();
          tests.add(
              dynamicTest(
                  file + "/" + sid + " without " + action,
                  () -> {
                    aws.close();
                    aws = started();
                    Tier tier = Tier.valueOf(file.toUpperCase(Locale.ROOT));
                    SHIPPED.attach(aws.simulator(), without(tier, file, sid, action));
                    deniedAs(action, tier);
                  }));
        }
      }
    }
    return tests.stream();
  }

  private void deniedAs(String action, Tier tier) {
    try {
      run(tier);
    } catch (Ec2Exception refused) {
      assertThat(refused.kind()).isEqualTo(Ec2Exception.Kind.UNAUTHORIZED);
    }
    assertThat(denied())
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.message()).contains("to perform: " + action + " "));
  }

  @Test
  void to_observe_changes_nothing() {
    SHIPPED.attach(aws.simulator(), Tier.OBSERVE);
    Ec2 ec2 = aws.connect();
    String id = "sg-0a1b2c3d4e5f60718";
    String rule = "sgr-0a1b2c3d4e5f60718";
    var permission = Docs.in(443, "10.0.0.0/16").permission();
    Map<String, Runnable> changes = new LinkedHashMap<>();
    changes.put("create", () -> ec2.createGroup(Docs.VPC, "n", "d", Map.of("a", "b")));
    changes.put("tag", () -> ec2.tag(List.of(id), Map.of("a", "b")));
    changes.put("untag", () -> ec2.untag(List.of(id), Set.of("a")));
    changes.put("delete", () -> ec2.deleteGroup(id));
    changes.put("modify", () -> ec2.modify(id, List.of(new Ec2.RuleContent(rule, permission, ""))));
    for (Direction direction : Direction.values()) {
      changes.put(
          "authorize " + direction,
          () ->
              ec2.authorize(
                  id, direction, List.of(new Ec2.NewRule(permission, "")), Map.of("a", "b")));
      changes.put("revoke " + direction, () -> ec2.revoke(id, direction, List.of(rule)));
      changes.put(
          "revoke content " + direction,
          () -> ec2.revokeContent(id, direction, List.of(permission)));
      changes.put("describe " + direction, () -> ec2.describe(id, direction, Map.of(rule, "x")));
    }
    long version = aws.simulator().world().current().version();
    changes.forEach(
        (name, change) ->
            assertThat(catchThrowableOfType(Ec2Exception.class, change::run))
                .as(name)
                .extracting(Ec2Exception::kind)
                .isEqualTo(Ec2Exception.Kind.UNAUTHORIZED));
    assertThat(aws.simulator().world().current().version()).isEqualTo(version);
  }
}
