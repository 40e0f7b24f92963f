package dev.rolegate.api;

import static dev.rolegate.api.AdmissionCase.accepted;
import static dev.rolegate.api.AdmissionCase.named;
import static dev.rolegate.api.AdmissionCase.refused;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.Stream;

/** What the API server accepts and refuses in a Guardrail and a GuardrailException. */
final class GuardrailCases {
  private static final String GUARDRAIL =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: Guardrail
      metadata: {name: world-open-admin}
      spec:
        title: Administration ports are not open to the world
        severity: High
        expression: '!rule.fromWorld(params.ports)'
        message: '"Name your VPN instead"'
        parameters: {ports: [22, 3389]}
      """;

  private static final String EXCEPTION =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: GuardrailException
      metadata: {name: probe}
      spec:
        guardrail: world-open-admin
        managedVpc: prod
        group: {namespace: shop, name: web}
        reason: The vendor's probe has no fixed address
        acceptedBy: security@example.com
        expiresAt: '2027-01-31T12:00:00Z'
      """;

  private GuardrailCases() {}

  static List<AdmissionCase> all() {
    return Stream.of(guardrails(), exceptions()).flatMap(List::stream).toList();
  }

  private static List<AdmissionCase> guardrails() {
    return List.of(
        accepted("with what is required", guardrail("{}")),
        accepted(
            "with everything",
            guardrail(
                "{action: Deny, scope: Managed, subject: Rule, controls: [EC2.13], admission: true,"
                    + " when: 'rule.direction == \"ingress\"', exceptions: {maxDuration: 90d},"
                    + " match: {vpcs: [prod-*], namespaces: [shop], roles: ['*-worker']},"
                    + " parameters: {ports: [22], share: 0.5, roles: [alb], strict: true, name: x}}")),
        refused("no title", guardrail("title: null"), "spec.title: Required value"),
        refused("an empty title", guardrail("title: ' '"), "what holds where it is kept, such as"),
        refused("no severity", guardrail("severity: null"), "spec.severity: Required value"),
        refused(
            "another severity",
            guardrail("severity: Urgent"),
            "supported values: \"Critical\", \"High\", \"Low\", \"Medium\""),
        refused(
            "another action",
            guardrail("action: Block"),
            "supported values: \"Deny\", \"Remove\", \"Warn\""),
        refused(
            "another scope",
            guardrail("scope: Some"),
            "supported values: \"All\", \"Managed\", \"Unmanaged\""),
        refused(
            "another subject", guardrail("subject: Vpc"), "supported values: \"Group\", \"Rule\""),
        refused(
            "removing a group",
            guardrail("{subject: Group, action: Remove}"),
            "write Warn or Deny for subject Group"),
        accepted("denying a group", guardrail("{subject: Group, action: Deny}")),
        refused("no expression", guardrail("expression: null"), "spec.expression: Required value"),
        refused(
            "an empty expression",
            guardrail("expression: ' '"),
            "write CEL that is true where the guardrail is kept, such as"),
        refused("no message", guardrail("message: null"), "spec.message: Required value"),
        refused(
            "an empty message", guardrail("message: ' '"), "write CEL that gives a text, such as"),
        refused(
            "too long for exceptions",
            guardrail("exceptions: {maxDuration: 1y}"),
            "with one unit s, m, h or d, such as 12h or 90d"),
        refused("a misspelt field", guardrail("expresion: 'true'"), "unknown field"),
        refused(
            "a long name",
            named("a".repeat(64), guardrail("{}")),
            "choose a metadata.name of at most 63 characters: conditions, metrics"));
  }

  private static List<AdmissionCase> exceptions() {
    return List.of(
        accepted("for a declared group", exception("{}")),
        accepted("for a declared rule", exception("rule: ssh")),
        accepted(
            "for a live rule",
            exception("{group: null, groupId: sg-0a1b2c3d4e5f60718, rule: sgr-0a1b2c3d4e5f60718}")),
        refused("no guardrail", exception("guardrail: null"), "spec.guardrail: Required value"),
        refused(
            "no name of a guardrail",
            exception("guardrail: World Open"),
            "write the metadata.name of a Guardrail, such as"),
        refused("no ManagedVpc", exception("managedVpc: null"), "spec.managedVpc: Required value"),
        refused(
            "no name of a ManagedVpc",
            exception("managedVpc: vpc_1"),
            "write the metadata.name of a ManagedVpc, such as"),
        refused("no group", exception("group: null"), "write either group, such as"),
        refused("two groups", exception("groupId: sg-1a2b3c4d"), "write either group, such as"),
        refused(
            "a group's name for its id",
            exception("{group: null, groupId: web}"),
            "write the id of a security group, such as"),
        refused(
            "the id of a rule as that of a group",
            exception("{group: null, groupId: sgr-0a1b2c3d4e5f60718}"),
            "write the id of a security group, such as"),
        refused(
            "no namespace",
            exception("group: {namespace: Shop, name: web}"),
            "write the name of a namespace, such as shop"),
        refused(
            "no RoleSecurityGroup",
            exception("group: {namespace: shop, name: Web}"),
            "write the metadata.name of a RoleSecurityGroup, such as web"),
        refused(
            "no name of a rule",
            exception("rule: SSH"),
            "write the name of a documented rule, such as ssh"),
        refused("no reason", exception("reason: null"), "spec.reason: Required value"),
        refused(
            "an empty reason",
            exception("reason: ' '"),
            "without spaces at its ends, why the exception is needed"),
        refused("nobody's word", exception("acceptedBy: null"), "spec.acceptedBy: Required value"),
        refused(
            "nobody's word in blanks",
            exception("acceptedBy: ' '"),
            "who accepted it, such as security@example.com"),
        refused("no end", exception("expiresAt: null"), "spec.expiresAt: Required value"),
        refused(
            "a day for a moment",
            exception("expiresAt: '2027-01-31'"),
            "write a moment in RFC 3339, in quotes, such as"),
        accepted("an end elsewhere", exception("expiresAt: '2027-01-31T12:00:00+01:00'")));
  }

  private static GenericKubernetesResource guardrail(String specFields) {
    return AdmissionCase.with(GUARDRAIL, specFields);
  }

  private static GenericKubernetesResource exception(String specFields) {
    return AdmissionCase.with(EXCEPTION, specFields);
  }
}
