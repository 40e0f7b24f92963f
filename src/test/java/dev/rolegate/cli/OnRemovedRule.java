package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailException;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.execute.audit.AuditFile;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditOutcome;
import dev.rolegate.execute.audit.AuditState;
import dev.rolegate.execute.audit.AuditedCall;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.PortRange;
import dev.rolegate.model.Protocol;
import dev.rolegate.plan.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A rule that was removed from a group of EC2's simulator, and a real API server. */
abstract class OnRemovedRule extends OnSimulator {
  static final String VPC = "returning";
  static final String CLOSED = "returning-closed";
  static final String NARROW = "returning-narrow";
  static final String OURS = "returning";
  static final Map<String, String> TAGS = Map.of("team", "x", "Ticket", "OPS-1 / ü");
  static final Permission SSH = tcp(22, "0.0.0.0/0");
  static final GroupKey NOBODY = new GroupKey("", "");

  final KubernetesClient client = ApiServer.running().client();
  AwsEc2Factory factory;
  Ec2 ec2;
  String vpcId;
  String groupId;
  Path audit;
  AuditLog log;

  static Permission tcp(int port, String cidr) {
    return new Permission(Protocol.TCP, PortRange.single(port), new Peer.Address(Cidr.parse(cidr)));
  }

  @BeforeEach
  final void prepare() throws IOException {
    factory = new AwsEc2Factory(AwsSettings.defaults("test"));
    ec2 = factory.connect(ConnectTo.own("outsider", "eu-west-1"));
    vpcId = SimulatorCall.defaultVpc(simulator.endpoint(), "eu-west-1");
    groupId = ec2.createGroup(vpcId, "by-hand", "made by hand", Map.of("Name", "by hand"));
    audit = folder.resolve("audit.jsonl");
    log = new AuditLog(List.of(new AuditFile(audit)), InstantSource.system());
    manage("");
    guardrail(CLOSED, "30d");
  }

  @AfterEach
  final void clean() {
    client.resources(GuardrailException.class).delete();
    client.resources(Guardrail.class).withLabel(OURS).delete();
    client.resources(ManagedVpc.class).withName(VPC).delete();
    client.close();
    factory.close();
  }

  void manage(String more) {
    apply(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: ManagedVpc
        metadata: {name: %s}
        spec: {vpcId: %s, region: eu-west-1%s}
        """
            .formatted(VPC, vpcId, more),
        ManagedVpc.class);
  }

  /** Lets no rule of any group pass. */
  void guardrail(String name, String longest) {
    guardrail(name, longest, "Remove", "'false'");
  }

  void guardrail(String name, String longest, String action, String expression) {
    apply(
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: Guardrail
        metadata: {name: %s, labels: {%s: "yes"}}
        spec:
          title: For tests
          severity: High
          action: %s
          scope: All
          parameters: {worldIpv4Prefix: 1}
          expression: %s
          message: '"no"'
          exceptions: {maxDuration: %s}
        """
            .formatted(name, OURS, action, expression, longest),
        Guardrail.class);
  }

  <T extends HasMetadata> void apply(String manifest, Class<T> type) {
    client
        .resource(Serialization.unmarshal(manifest, type))
        .fieldManager("test")
        .forceConflicts()
        .serverSideApply();
  }

  /** Adds a rule as somebody did, with a description and tags. */
  LiveRule open(Direction direction, Permission permission) {
    return ec2.authorize(
            groupId, direction, List.of(new Ec2.NewRule(permission, "for a day")), TAGS)
        .get(0);
  }

  /** Takes the rule as the operator does, and writes the audit lines of that. */
  AuditedCall remove(LiveRule rule, GroupKey key, List<String> guardrails) {
    AuditedCall call = begin(rule, key, guardrails);
    ec2.revoke(groupId, rule.direction(), List.of(rule.ruleId()));
    log.end(call, AuditOutcome.ok(ec2.lastRequestId(), AuditState.NOTHING));
    return call;
  }

  AuditedCall begin(LiveRule rule, GroupKey key, List<String> guardrails) {
    GroupKey of = key.equals(NOBODY) ? new GroupKey("", groupId) : key;
    AuditContext context =
        new AuditContext(
            "test",
            VPC,
            vpcId,
            "eu-west-1",
            "",
            "0123456789abcdef",
            "fedcba9876543210",
            1,
            List.of(new Step.Target(of, groupId)),
            "the grace is over",
            guardrails);
    String action =
        "RevokeSecurityGroup" + (rule.direction() == Direction.INGRESS ? "Ingress" : "Egress");
    return log.begin(context, action, groupId, AuditState.rules(List.of(rule)), AuditState.NOTHING);
  }

  CliRun restore(String ruleId, String... more) {
    List<String> args =
        new ArrayList<>(List.of("restore", "--rule", ruleId, "--audit-log", audit.toString()));
    args.addAll(Arrays.asList(more));
    if (!args.contains("--kubeconfig")) {
      args.addAll(List.of("--kubeconfig", ApiServer.running().kubeconfig().toString()));
    }
    return CliRun.withOperator(() -> 0, args.toArray(String[]::new));
  }

  CliRun applied(String ruleId, String... more) {
    List<String> args = new ArrayList<>(List.of("--apply", "--yes"));
    args.addAll(List.of("--audit-file", audit.toString()));
    args.addAll(Arrays.asList(more));
    if (!args.contains("--cluster-id")) {
      args.addAll(List.of("--cluster-id", "test"));
    }
    return restore(ruleId, args.toArray(String[]::new));
  }

  CliRun accepted(String ruleId) {
    return applied(
        ruleId, "--until", "7d", "--reason", "The probe", "--accepted-by", "security@example.com");
  }

  List<LiveRule> live() {
    return ec2.rules(List.of(groupId)).get(groupId);
  }

  List<GuardrailException> exceptions() {
    return client.resources(GuardrailException.class).list().getItems();
  }

  void assertRefused(CliRun run, String... words) {
    assertThat(run.err()).contains(words);
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(exceptions()).isEmpty();
  }
}
