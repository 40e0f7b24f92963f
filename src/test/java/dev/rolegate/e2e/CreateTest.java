package dev.rolegate.e2e;

import static dev.rolegate.e2e.RoleDoc.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rolegate.api.WithheldRule;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Declared roles become groups, and a changed document changes just what it says. */
@QuarkusTest
@RealApiServer
@Tag("e2e")
@WithTestResource(ClusterAndEc2.class)
class CreateTest extends OnScene {
  private static final RoleDoc ALB =
      RoleDoc.of("alb").in(entry("https", 443, "0.0.0.0/0", "::/0")).out(entry("web", 8080, "web"));
  private static final RoleDoc WEB =
      RoleDoc.of("web")
          .in(entry("http", 8080, "alb"), entry("notify", 9000, "db"))
          .out(entry("mysql", 3306, "db"));
  private static final RoleDoc DB =
      RoleDoc.of("db")
          .in(entry("mysql", 3306, "web"), entry("replication", 3306, "db"))
          .out(entry("notify", 9000, "web"), entry("replication", 3306, "db"));

  @Test
  void groupsThatReferToEachOtherCostFourMutatingCallsEach() {
    scene.declare(ALB, WEB, DB);
    long mark = scene.cloud().mark();
    scene.manage("Enforce", "5m");

    for (RoleDoc doc : List.of(ALB, WEB, DB)) {
      var role = scene.awaitReady(doc.name(), "Applied");
      assertThat(role.getStatus().groupId()).isEqualTo(scene.group(doc.name()).id());
      assertThat(Scene.condition(role, "InSync")).map(Condition::getStatus).contains("True");
      assertThat(role.getStatus().lastDrift()).isEmpty();
    }

    scene.assertExact(ALB, WEB, DB);
    assertThat(scene.cloud().mutatingSince(mark)).hasSize(12);
    assertThat(scene.cloud().countsSince(mark))
        .containsAllEntriesOf(
            Map.of(
                "CreateSecurityGroup", 3L,
                "RevokeSecurityGroupEgress", 3L,
                "AuthorizeSecurityGroupIngress", 3L,
                "AuthorizeSecurityGroupEgress", 3L));
  }

  @Test
  void oneChangedCidrIsOneMutatingCallAndLeavesEveryRuleItsId() {
    var before =
        RoleDoc.of("web")
            .in(
                entry("https", 443, "10.1.0.0/16", "10.9.0.0/16"),
                entry("ssh", 22, "192.0.2.0/24"),
                entry("metrics", 9100, "10.3.0.0/16"))
            .out(entry("dns", 53, "10.0.0.2/32"));
    var after =
        before.in(
            entry("https", 443, "10.2.0.0/16", "10.9.0.0/16"),
            entry("ssh", 22, "192.0.2.0/24"),
            entry("metrics", 9100, "10.3.0.0/16"));
    scene.declare(before);
    scene.manage("Enforce", "5m");
    scene.awaitReady("web", "Applied");
    Set<String> ids = Set.copyOf(scene.cloud().ruleIds(scene.group("web")).values());
    long mark = scene.cloud().mark();

    scene.apply(after);
    var role = scene.awaitReady("web", "Applied");

    scene.assertExact(after);
    assertThat(scene.cloud().mutatingSince(mark)).containsExactly("ModifySecurityGroupRules");
    assertThat(scene.cloud().ruleIds(scene.group("web")).values())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(role.getStatus().lastDrift()).isEmpty();
  }

  @Test
  void aRenamedRuleIsADescriptionAndNothingElse() {
    var before =
        RoleDoc.of("web")
            .in(
                entry("https", 443, "10.1.0.0/16", "2001:db8::/32"),
                entry("ssh", 22, "10.2.0.0/16"))
            .out(entry("dns", 53, "10.0.0.2/32"));
    var after =
        before.in(
            entry("frontend", 443, "10.1.0.0/16", "2001:db8::/32"),
            entry("ssh", 22, "10.2.0.0/16"));
    scene.declare(before);
    scene.manage("Enforce", "5m");
    scene.awaitReady("web", "Applied");
    Set<String> ids = Set.copyOf(scene.cloud().ruleIds(scene.group("web")).values());
    long mark = scene.cloud().mark();

    scene.apply(after);
    scene.awaitReady("web", "Applied");

    scene.assertExact(after);
    assertThat(scene.cloud().mutatingSince(mark))
        .containsExactly("UpdateSecurityGroupRuleDescriptionsIngress");
    assertThat(scene.cloud().ruleIds(scene.group("web")).values())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void whatRefersToNobodyIsWithheldAndNamedUntilSomebodyDeclaresIt() {
    scene.declare(WEB, ALB);
    scene.manage("Enforce", "5m");

    var web = scene.awaitReady("web", "RulesWithheld");
    scene.awaitReady("alb", "Applied");
    assertThat(web.getStatus().withheld())
        .extracting(WithheldRule::rule, WithheldRule::reason)
        .containsExactlyInAnyOrder(
            tuple("ingress/notify", "RoleNotFound"), tuple("egress/mysql", "RoleNotFound"));
    assertThat(web.getStatus().withheld()).allSatisfy(w -> assertThat(w.message()).contains("db"));
    scene.assertExact(ALB, WEB.in(entry("http", 8080, "alb")).out());

    scene.apply(DB);
    for (RoleDoc doc : List.of(ALB, WEB, DB)) {
      assertThat(scene.awaitReady(doc.name(), "Applied").getStatus().lastDrift()).isEmpty();
    }
    scene.assertExact(ALB, WEB, DB);
  }

  @Test
  void kubectlShowsTrueColumns() {
    var waiting = RoleDoc.of("waiting").in(entry("https", 443, "nobody", "10.1.0.0/16"));
    scene.declare(ALB, WEB, DB, waiting);
    scene.manage("Enforce", "5m");
    List.of(ALB, WEB, DB).forEach(doc -> scene.awaitReady(doc.name(), "Applied"));
    scene.awaitReady("waiting", "RulesWithheld");
    scene.awaitVpc("Applied");

    assertThat(table("get", "rsg", "--sort-by=.metadata.name"))
        .containsExactly(
            List.of("NAME", "ROLE", "VPC", "GROUP", "READY", "INSYNC", "RULES", "AGE"),
            row("alb", "True", "3/3"),
            row("db", "True", "4/4"),
            row("waiting", "False", "1/2"),
            row("web", "True", "3/3"));
    assertThat(table("get", "rsg", "waiting", "-o", "wide").get(0))
        .containsExactly(
            "NAME",
            "ROLE",
            "VPC",
            "GROUP",
            "READY",
            "INSYNC",
            "RULES",
            "REASON",
            "REVIEW-DUE",
            "AGE");
    assertThat(table("get", "rsg", "waiting", "-o", "wide").get(1)).contains("RulesWithheld");
    assertThat(table("get", "managedvpc", scene.vpc(), "-o", "wide"))
        .containsExactly(
            List.of("NAME", "VPC", "REGION", "MODE", "READY", "GROUPS", "DRIFT", "HELD", "AGE"),
            List.of(
                scene.vpc(),
                scene.vpcId(),
                CloudView.REGION,
                "Enforce",
                "True",
                "4",
                "0",
                "<age>"));
  }

  /** What the role's row has to show, from EC2's own state. */
  private List<String> row(String role, String ready, String rules) {
    var group = scene.group(role);
    assertThat(rules).startsWith(group.rules().size() + "/");
    return List.of(role, role, scene.vpc(), group.id(), ready, "True", rules, "<age>");
  }

  /** What kubectl prints, by cells; an age in place of its figure. */
  private List<List<String>> table(String... command) {
    var result = scene.kubectl().run(command);
    assertThat(result.stderr()).isEmpty();
    return result
        .stdout()
        .lines()
        .map(line -> List.of(line.strip().split("\\s{2,}")))
        .map(
            cells -> cells.stream().map(c -> c.matches("\\d+[smh](\\d+s)?") ? "<age>" : c).toList())
        .toList();
  }
}
