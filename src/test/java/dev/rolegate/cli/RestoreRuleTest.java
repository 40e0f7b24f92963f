package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.audit.AuditOutcome;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.iam.Identity;
import dev.rolegate.simulated.PolicyUse;
import dev.rolegate.simulated.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rolegate restore --rule} on EC2's simulator and a real API server. */
@RealApiServer
class RestoreRuleTest extends OnRemovedRule {
  @ParameterizedTest
  @CsvSource({
    "INGRESS,tcp,22,3389,0.0.0.0/0",
    "INGRESS,udp,53,53,2001:db8::/32",
    "EGRESS,all,-1,-1,198.51.100.0/24",
    "INGRESS,icmp,8,-1,10.0.0.0/8",
    "EGRESS,50,-1,-1,10.0.0.0/8",
    "INGRESS,tcp,443,443,group",
    "EGRESS,tcp,443,443,list",
  })
  void aRemovedRuleComesBackExactlyAndIsExempt(
      Direction direction, String protocol, int from, int to, String peer) {
    Protocol known = Protocol.parse(protocol);
    LiveRule rule =
        open(direction, new Permission(known, PortRange.canonical(known, from, to), peer(peer)));
    int rules = live().size();
    remove(rule, NOBODY, List.of(CLOSED));

    CliRun run = accepted(rule.ruleId());

    assertThat(run.code()).as(run.err()).isZero();
    LiveRule back =
        live().stream().filter(r -> r.description().equals("for a day")).findFirst().orElseThrow();
    assertThat(back.ruleId()).isNotEqualTo(rule.ruleId());
    assertThat(back)
        .usingRecursiveComparison()
        .ignoringFields("ruleId")
        .isEqualTo(new LiveRule("", direction, rule.permission(), "for a day", TAGS, true));
    assertThat(live()).hasSize(rules);
    assertThat(exceptions())
        .singleElement()
        .satisfies(
            e -> {
              var spec = e.getSpec();
              assertThat(spec.guardrail()).isEqualTo(CLOSED);
              assertThat(spec.managedVpc()).isEqualTo(VPC);
              assertThat(spec.groupId()).isEqualTo(groupId);
              assertThat(spec.rule()).isEqualTo(back.ruleId());
              assertThat(spec.reason()).isEqualTo("The probe");
              assertThat(spec.acceptedBy()).isEqualTo("security@example.com");
              assertThat(Instant.parse(spec.expiresAt()))
                  .isBetween(
                      Instant.now().plus(6, ChronoUnit.DAYS),
                      Instant.now().plus(7, ChronoUnit.DAYS));
            });
    assertThat(run.out()).contains("Restored as " + back.ruleId());
  }

  private Peer peer(String text) {
    if (text.equals("group")) {
      return new Peer.Group(ec2.createGroup(vpcId, "peer", "a peer", Map.of()));
    }
    return text.equals("list")
        ? new Peer.PrefixList(
            simulator
                .world()
                .current()
                .region("eu-west-1")
                .all(dev.rolegate.sim.state.PrefixList.class)
                .stream()
                .filter(one -> one.weight() == 1)
                .findFirst()
                .orElseThrow()
                .id())
        : new Peer.Address(Cidr.parse(text));
  }

  @Test
  void withoutApplyItShowsWhatItWouldDoAndWhatItNeeds() {
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));

    CliRun run = restore(rule.ruleId());

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.out())
        .contains(rule.ruleId() + " was removed from " + groupId, "the grace is over")
        .contains("tcp 22 0.0.0.0/0", "for a day", "Ticket=OPS-1")
        .contains("+ exception from Guardrail " + CLOSED)
        .contains("For --apply give also: --until, --reason, --accepted-by");
    assertThat(live()).noneMatch(r -> r.permission().equals(SSH));
    assertRefused(applied(rule.ruleId(), "--until", "7d"), "need --reason, --accepted-by");
    assertThat(live()).noneMatch(r -> r.permission().equals(SSH));
  }

  @Test
  void theCallIsInTheAuditLogWithTheReason() throws IOException {
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));
    accepted(rule.ruleId());

    AuditReader reader = new AuditReader();
    try (var lines = Files.newBufferedReader(audit)) {
      reader.read("audit", lines);
    }
    AuditedCall call = reader.calls().get(1);
    assertThat(call.action()).isEqualTo("AuthorizeSecurityGroupIngress");
    assertThat(call.groupId()).isEqualTo(groupId);
    assertThat(call.context().why())
        .isEqualTo(
            "restore of " + rule.ruleId() + ": The probe (accepted by security@example.com)");
    assertThat(call.end().orElseThrow().created().rules())
        .singleElement()
        .satisfies(r -> assertThat(r.tags()).isEqualTo(TAGS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INGRESS", "EGRESS"})
  void observeAndRestoreAreThePermissionsThatItNeeds(Direction direction) {
    LiveRule rule =
        open(direction, new Permission(Protocol.TCP, PortRange.single(443), peer("list")));
    remove(rule, NOBODY, List.of(CLOSED));
    String account = ec2.groupsNamed(vpcId, "by-hand").get(0).ownerId();
    var shipped = new ShippedPolicies(account, "eu-west-1", vpcId, "test");
    List<String> files = List.of("observe", "restore");
    simulator
        .iam()
        .set(
            IamSetup.of(
                Identity.role(
                    "arn:aws:iam::" + account + ":role/on-call",
                    files.stream().map(shipped::policy).toList(),
                    List.of("test"))));
    simulator.calls().clear();

    CliRun run = accepted(rule.ruleId());

    simulator.iam().set(IamSetup.NONE);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(simulator.calls().all()).noneMatch(call -> call.status() == 403);
    String other = direction == Direction.INGRESS ? "Egress" : "Ingress";
    assertThat(new PolicyUse(simulator.calls().all()).unused(shipped, List.of("restore")))
        .allMatch(unused -> unused.endsWith("ec2:AuthorizeSecurityGroup" + other));
  }

  @Test
  void aRepeatAddsOnlyWhatIsMissing() {
    guardrail(NARROW, "365d");
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED, NARROW));
    assertThat(accepted(rule.ruleId()).code()).isZero();
    String back = exceptions().get(0).getSpec().rule();
    client.resources(GuardrailException.class).list().getItems().stream()
        .filter(e -> e.getSpec().guardrail().equals(NARROW))
        .forEach(e -> client.resource(e).delete());

    CliRun again = accepted(rule.ruleId());

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out())
        .contains("The rule is back as " + back, "An exception from Guardrail " + CLOSED)
        .doesNotContain("Restored as");
    assertThat(exceptions())
        .extracting(e -> e.getSpec().guardrail() + " " + e.getSpec().rule())
        .containsExactlyInAnyOrder(CLOSED + " " + back, NARROW + " " + back);
    assertThat(live()).filteredOn(r -> r.permission().equals(SSH)).hasSize(1);
    assertThat(restore(rule.ruleId()).code()).isZero();
  }

  @Test
  void aGuardrailThatIsGoneNeedsNoException() {
    client.resources(Guardrail.class).withName(CLOSED).delete();
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of("returning-deleted"));
    CliRun run = applied(rule.ruleId());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Guardrail returning-deleted is gone");
    assertThat(exceptions()).isEmpty();
    assertThat(live()).anyMatch(r -> r.permission().equals(SSH));
  }

  @Test
  void aRuleOfTheDefaultGroupComesBackUnlessItIsClosed() {
    groupId = ec2.groupsNamed(vpcId, "default").get(0).groupId();
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of());

    manage(", defaultGroup: Close");
    assertRefused(
        applied(rule.ruleId()), "spec.defaultGroup of ManagedVpc " + VPC + " is Close", "Report");
    assertThat(live()).noneMatch(r -> r.permission().equals(SSH));

    manage(", defaultGroup: Report");
    CliRun run = applied(rule.ruleId());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Condemned by Guardrail " + CLOSED + ", which take nothing from that group:");
    assertThat(live()).anyMatch(r -> r.permission().equals(SSH) && r.tags().equals(TAGS));
    assertThat(exceptions()).isEmpty();
  }

  @Test
  void whatLeftForAnotherReasonIsRefusedWithWhatToDoInstead() {
    LiveRule drift = open(Direction.INGRESS, SSH);
    remove(drift, new GroupKey("shop", "web"), List.of());
    assertRefused(
        restore(drift.ruleId()),
        "RoleSecurityGroup shop/web",
        "rolegate revert --plan fedcba987654 --audit-log");

    LiveRule orphans = open(Direction.INGRESS, SSH);
    remove(orphans, NOBODY, List.of());
    assertRefused(restore(orphans.ruleId()), "rolegate restore " + groupId);
  }

  @Test
  void whatTheAuditLogDoesNotTellIsRefused() throws IOException {
    Files.writeString(audit, "");
    assertRefused(restore("sgr-0a1b2c3d4e5f60718"), "it has no audit lines at all");
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));
    assertRefused(
        restore("sgr-0a1b2c3d4e5f60718"),
        "the audit log has no removal of sgr-0a1b2c3d4e5f60718; it goes from");
    Files.delete(audit);
    assertRefused(restore(rule.ruleId()), "there is no file " + audit);
  }

  @Test
  void aRemovalWhoseEndNobodyKnowsIsAskedOfEc2() {
    LiveRule rule = open(Direction.INGRESS, SSH);
    AuditedCall call = begin(rule, NOBODY, List.of(CLOSED));

    CliRun live = restore(rule.ruleId());
    assertThat(live.code()).as(live.err()).isZero();
    assertThat(live.out()).contains(rule.ruleId() + " is live", "nothing to restore");

    ec2.revoke(groupId, Direction.INGRESS, List.of(rule.ruleId()));
    assertRefused(
        accepted(rule.ruleId()),
        "is not known",
        call.id(),
        "--although-unknown",
        "ingress tcp 22 0.0.0.0/0");
    assertThat(live()).noneMatch(r -> r.permission().equals(SSH));
    CliRun shown = restore(rule.ruleId(), "--although-unknown");
    assertThat(shown.code()).as(shown.err()).isEqualTo(2);
    assertThat(shown.out()).contains(rule.ruleId() + " may have been removed from " + groupId);

    log.end(
        call,
        AuditOutcome.of(
            new Ec2Exception(Ec2Exception.Kind.UNAUTHORIZED, "Revoke", "Denied", "no", null)));
    assertRefused(
        restore(rule.ruleId(), "--although-unknown"), "was never removed by Rolegate", "Denied");
  }

  @Test
  void whatNobodyKnowsToBeRemovedComesBackOnlyWhereSomebodySaysSo() {
    LiveRule rule = open(Direction.INGRESS, SSH);
    begin(rule, NOBODY, List.of());
    ec2.revoke(groupId, Direction.INGRESS, List.of(rule.ruleId()));
    assertRefused(applied(rule.ruleId(), "--although-unknown"), "No guardrail was behind that");

    begin(rule, NOBODY, List.of(CLOSED));
    CliRun run =
        applied(
            rule.ruleId(),
            "--although-unknown",
            "--until",
            "7d",
            "--reason",
            "The probe",
            "--accepted-by",
            "security@example.com");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(live()).anyMatch(r -> r.permission().equals(SSH) && r.tags().equals(TAGS));
    assertThat(exceptions()).hasSize(1);
  }

  @Test
  void whatCannotComeBackOrWouldNotStayIsRefused() {
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));

    ec2.authorize(groupId, Direction.INGRESS, List.of(new Ec2.NewRule(SSH, "again")), Map.of());
    LiveRule other =
        live().stream().filter(r -> r.description().equals("again")).findFirst().orElseThrow();
    assertRefused(accepted(rule.ruleId()), other.ruleId(), "with another description");
    ec2.revoke(groupId, Direction.INGRESS, List.of(other.ruleId()));

    ec2.tag(
        List.of(groupId),
        Map.of(Ownership.CLUSTER, "test", Ownership.NAMESPACE, "shop", Ownership.NAME, "web"));
    assertRefused(accepted(rule.ruleId()), "that of shop/web");

    ec2.deleteGroup(groupId);
    assertRefused(accepted(rule.ruleId()), groupId + " is not in " + vpcId + " any more");
  }

  @Test
  void aPeerThatIsGoneIsNamed() {
    String peer = ec2.createGroup(vpcId, "peer", "a peer", Map.of());
    LiveRule rule =
        open(
            Direction.INGRESS,
            new Permission(Protocol.TCP, PortRange.single(443), new Peer.Group(peer)));
    remove(rule, NOBODY, List.of(CLOSED));
    ec2.deleteGroup(peer);
    assertRefused(accepted(rule.ruleId()), "peer, group " + peer + ", does not exist any more");
  }

  @Test
  void aFullGroupSaysSo() {
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));
    List<Ec2.NewRule> full = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      full.add(new Ec2.NewRule(tcp(1000 + i, "10.0.0.0/8"), ""));
    }
    ec2.authorize(groupId, Direction.INGRESS, full, Map.of());
    assertRefused(accepted(rule.ruleId()), "quota of rules", "RulesPerSecurityGroupLimitExceeded");
  }

  @Test
  void theEndHasToBeAheadAndWithinWhatTheGuardrailAllows() {
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));
    assertRefused(
        restore(rule.ruleId(), "--until", "31d"),
        "Guardrail " + CLOSED + " counts at most 30d",
        "write --until 30d");
    assertRefused(restore(rule.ruleId(), "--until", "2020-01-01T00:00:00Z"), "which is over");
    assertRefused(restore(rule.ruleId(), "--until", "soon"), "'soon'; write a duration");
    assertThat(restore(rule.ruleId(), "--until", "30d").code()).isEqualTo(2);
  }

  @Test
  void whatTheApiServerWouldRefuseIsRefusedBeforeTheRuleComesBack() {
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));
    assertRefused(
        applied(rule.ruleId(), "--until", "7d", "--reason", " ", "--accepted-by", "me"),
        "the exception from Guardrail " + CLOSED + " cannot be written",
        "say in one line");
    assertThat(live()).noneMatch(r -> r.permission().equals(SSH));
  }

  @Test
  void theClusterHasToBeTheOneOfTheAuditLog() throws IOException {
    LiveRule rule = open(Direction.INGRESS, SSH);
    remove(rule, NOBODY, List.of(CLOSED));
    assertRefused(
        applied(rule.ruleId(), "--cluster-id", "other"), "the audit lines are of cluster test");
    client.resources(ManagedVpc.class).withName(VPC).delete();
    assertRefused(restore(rule.ruleId()), "has no ManagedVpc " + VPC + " for " + vpcId);
    Path nowhere = folder.resolve("kubeconfig");
    Files.writeString(
        nowhere,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        users: [{name: u, user: {}}]
        current-context: c
        """);
    assertRefused(
        restore(rule.ruleId(), "--kubeconfig", nowhere.toString()),
        "ManagedVpc " + VPC + " cannot be read",
        "Check --kubeconfig and --context");
  }

  @Test
  void argumentsThatDoNotFitAreTold() {
    assertRefused(CliRun.withOperator(() -> 0, "restore"), "write either NAME", "or --rule ID");
    assertRefused(
        CliRun.withOperator(() -> 0, "restore", "sg-1", "--rule", "sgr-0a1b2c3d"),
        "write either NAME");
    assertRefused(CliRun.withOperator(() -> 0, "restore", "sg-1", "--apply"), "are for --rule");
    assertRefused(
        CliRun.withOperator(() -> 0, "restore", "--rule", "ssh", "--audit-log", "x"),
        "--rule is 'ssh'");
    assertRefused(
        CliRun.withOperator(() -> 0, "restore", "--rule", "sgr-0a1b2c3d"), "needs --audit-log");
    assertRefused(restore("sgr-0a1b2c3d", "--apply"), "cannot ask without a terminal");
  }
}
