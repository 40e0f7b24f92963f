package dev.rolegate.guardrail;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Family;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.GuardrailDocument.Action;
import dev.rolegate.model.GuardrailDocument.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A guardrail as ValidatingAdmissionPolicy and binding, by which an API server asks the same of
 * RoleSecurityGroups when they are applied, in the same words. The policy takes parameters, match,
 * and whether to refuse from the Guardrail itself at that moment, so that only a change of its
 * expressions makes another policy.
 *
 * <p>It refuses less than Rolegate does: what one resource cannot tell is left to the judgement
 * that follows. What was wrong before a change does not stand in the change's way, what {@code
 * status.exempt} of the Guardrail names passes, and where the Guardrail is not there or the policy
 * cannot be evaluated, everything does.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/">Validating
 *     Admission Policy</a>
 */
public final class AdmissionPolicy {
  private static final String API_VERSION = "admissionregistration.k8s.io/v1";

  private static final String PROTOCOLS =
      "{\"6\": \"tcp\", \"17\": \"udp\", \"1\": \"icmp\", \"58\": \"icmpv6\"}";

  /**
   * The entries of {@code it}, by direction, with the fields that {@link AdmissionText} names. A
   * block is the world where more of it than the measure is public: not so of special blocks, and
   * of those that are half special, as {@code 10.0.0.0/7}, only where one half is.
   */
  private static final String ENTRIES =
      """
      ["ingress", "egress"].map(direction,
        (direction == "egress" ? it.spec.egress : has(it.spec.ingress) ? it.spec.ingress : []).map(e, {
          "direction": dyn(direction),
          "name": dyn(e.name),
          "purpose": dyn(e.purpose),
          "description": dyn(e.name + ": " + e.purpose),
          "hasExpiry": dyn(has(e.expiresAt)),
          "ports": dyn(e.ports.map(p, {
            "protocol": dyn(p.protocol in variables.protocols ? variables.protocols[p.protocol] : p.protocol),
            "fromPort": dyn(has(p.port) ? p.port
              : p.protocol in ["icmp", "icmpv6", "1", "58"] ? (has(p.icmpType) ? p.icmpType : -1) : 0),
            "toPort": dyn(has(p.endPort) ? p.endPort : has(p.port) ? p.port
              : p.protocol in ["icmp", "icmpv6", "1", "58"] ? (has(p.icmpCode) ? p.icmpCode : -1) : 65535),
            "open": dyn(p.protocol in ["tcp", "udp", "6", "17", "all"]),
            "everything": dyn(p.protocol == "all"
              || has(p.port) && p.port <= 1 && has(p.endPort) && p.endPort == 65535)
          })),
          "peers": dyn(e.peers.map(q, {
            "peer": dyn(has(q.cidr) ? q.cidr : has(q.prefixList) ? q.prefixList.id
              : has(q.securityGroup) ? q.securityGroup.id
              : has(q.addressSet) ? "AddressSet " + q.addressSet
              : (has(q.role.namespace) ? q.role.namespace : it.metadata.namespace) + "/" + q.role.name),
            "peerKind": dyn(has(q.prefixList) ? "prefixList" : has(q.securityGroup) ? "group"
              : has(q.role) ? "role" : "cidr"),
            "cidr": dyn(has(q.cidr) ? q.cidr : ""),
            "role": dyn(has(q.role) ? q.role.name : ""),
            "roleNamespace": dyn(!has(q.role) ? ""
              : has(q.role.namespace) ? q.role.namespace : it.metadata.namespace),
            "addressSet": dyn(has(q.addressSet) ? q.addressSet : ""),
            "world": dyn(has(q.cidr) && (q.cidr.contains(":")
              ? cidr(q.cidr).prefixLength() + (q.cidr in variables.halves ? 1 : 0) < variables.measure6
                && (cidr("2000::/3").containsCIDR(q.cidr) || cidr(q.cidr).containsCIDR("2000::/3"))
                && !variables.special6.exists(s, cidr(s).containsCIDR(q.cidr))
              : cidr(q.cidr).prefixLength() + (q.cidr in variables.halves ? 1 : 0) < variables.measure4
                && !variables.special4.exists(s, cidr(s).containsCIDR(q.cidr))))
          }))
        }))
      """;

  /** Each state's group with the fields that {@link AdmissionText} names; the entries are given. */
  private static final String GROUPS =
      """
      variables.states.map(it, {
        "entries": dyn(%s),
        "path": dyn(it.spec.vpc + ":" + it.metadata.namespace + "/" + it.metadata.name),
        "suspended": dyn(has(it.spec.suspend) && it.spec.suspend),
        "id": dyn(has(it.status) && has(it.status.groupId) ? it.status.groupId : ""),
        "name": dyn(has(it.spec.groupName) ? it.spec.groupName
          : has(it.spec.adopt) ? "" : it.metadata.namespace + "/" + it.metadata.name),
        "description": dyn("Rolegate " + it.metadata.namespace + "/" + it.metadata.name),
        "namespace": dyn(it.metadata.namespace),
        "role": dyn(it.spec.role),
        "owner": dyn(it.spec.owner),
        "purpose": dyn(it.spec.purpose),
        "exposure": dyn(has(it.spec.exposure) ? it.spec.exposure : "Internal")
      })
      """;

  /** For each state, what each finding is about, a tab, and its text. */
  private static final String RULE_FINDINGS =
      """
      variables.groups.map(own, own.suspended || own.path in variables.exempt ? [] : own.entries
        .map(side, side
          .filter(entry, !(own.path + "/" + entry.name in variables.exempt))
          .map(entry, entry.ports
            .map(port, entry.peers
              .filter(peer, %s)
              .map(peer, entry.direction + " " + entry.name + " " + port.protocol + " " + string(port.fromPort)
                + "-" + string(port.toPort) + " " + peer.peer + "\\t" + entry.direction + "/" + entry.name + ": "
                + %s)
              .join("\\n"))
            .filter(s, s != "").join("\\n"))
          .filter(s, s != "").join("\\n"))
        .join("\\n").split("\\n").filter(s, s != ""))
      """;

  private static final String GROUP_FINDINGS =
      """
      variables.groups.map(own, own.suspended || own.path in variables.exempt ? []
        : [own].filter(o, %s).map(o, "group\\t" + %s))
      """;

  private static final String NEW =
      """
      variables.findings[0].filter(s, variables.findings.size() == 1
        || !variables.findings[1].exists(b, b.split("\\t")[0] == s.split("\\t")[0]))
      """;

  private static final String MESSAGE =
      """
      variables.new[0].split("\\t")[1]
        + (variables.new.exists(s, s.split("\\t")[1] != variables.new[0].split("\\t")[1]) ? " (and there is more)" : "")
      """;

  private AdmissionPolicy() {}

  /**
   * The policy.
   *
   * @throws IllegalArgumentException when the guardrail asks what a RoleSecurityGroup by itself
   *     does not tell; the message says what
   */
  public static Map<String, Object> policy(GuardrailDocument document) {
    Map<String, Object> spec = new LinkedHashMap<>();
    // A policy that fails must not keep a team from narrowing; Rolegate judges again.
    spec.put("failurePolicy", "Ignore");
    spec.put("paramKind", ordered("apiVersion", "rolegate.dev/v1alpha1", "kind", "Guardrail"));
    spec.put(
        "matchConstraints",
        Map.of(
            "resourceRules",
            List.of(
                ordered(
                    "apiGroups", List.of("rolegate.dev"),
                    "apiVersions", List.of("v1alpha1"),
                    "operations", List.of("CREATE", "UPDATE"),
                    "resources", List.of("rolesecuritygroups")))));
    spec.put("matchConditions", conditions(document.action()));
    spec.put("variables", variables(document));
    spec.put(
        "validations",
        List.of(
            ordered(
                "expression", "variables.new.size() == 0", "messageExpression", MESSAGE.strip())));
    return object("ValidatingAdmissionPolicy", document, spec);
  }

  /** What puts the policy into force. */
  public static Map<String, Object> binding(GuardrailDocument document) {
    return object(
        "ValidatingAdmissionPolicyBinding",
        document,
        ordered(
            "policyName",
            name(document),
            "validationActions",
            document.action() == Action.WARN ? List.of("Warn", "Audit") : List.of("Deny"),
            "paramRef",
            ordered("name", document.name(), "parameterNotFoundAction", "Allow")));
  }

  private static String name(GuardrailDocument document) {
    return document.name() + ".rolegate.dev";
  }

  private static Map<String, Object> object(String kind, GuardrailDocument document, Object spec) {
    return ordered(
        "apiVersion",
        API_VERSION,
        "kind",
        kind,
        "metadata",
        Map.of("name", name(document)),
        "spec",
        spec);
  }

  private static List<Map<String, Object>> conditions(Action action) {
    List<Map<String, Object>> conditions = new ArrayList<>();
    conditions.add(named("the-spec-changes", "oldObject == null || object.spec != oldObject.spec"));
    conditions.add(named("not-going", "!has(object.metadata.deletionTimestamp)"));
    conditions.add(
        named(
            "judges-managed-groups",
            "!has(params.spec.scope) || params.spec.scope != \"Unmanaged\""));
    if (action != Action.WARN) {
      conditions.add(
          named(
              "more-than-a-warning", "has(params.spec.action) && params.spec.action != \"Warn\""));
    }
    Stream.of("vpcs", "namespaces", "roles").map(AdmissionPolicy::match).forEach(conditions::add);
    return conditions;
  }

  private static Map<String, Object> match(String list) {
    String of =
        switch (list) {
          case "vpcs" -> "object.spec.vpc";
          case "namespaces" -> "object.metadata.namespace";
          default -> "object.spec.role";
        };
    String field = "params.spec.match." + list;
    return named(
        "one-of-the-" + list,
        "!has(params.spec.match) || !has(%1$s) || %1$s.size() == 0 || %1$s.exists(one,"
                .formatted(field)
            + " %s.matches(\"^\" + one.replace(\".\", \"[.]\").replace(\"*\", \".*\") + \"$\"))"
                .formatted(of));
  }

  private static List<Map<String, Object>> variables(GuardrailDocument document) {
    String broken = AdmissionText.broken(document);
    String message = AdmissionText.message(document);
    List<Map<String, Object>> variables = new ArrayList<>();
    variables.add(
        named(
            "exempt",
            "has(params.status) && has(params.status.exempt) ? params.status.exempt : []"));
    // What was there before comes second.
    variables.add(named("states", "oldObject == null ? [object] : [object, oldObject]"));
    if (document.subject() == Subject.RULE) {
      variables.add(named("protocols", PROTOCOLS));
      variables.add(named("measure4", measure(WorldMeasure.IPV4_PARAMETER, 8)));
      variables.add(named("measure6", measure(WorldMeasure.IPV6_PARAMETER, 16)));
      variables.add(named("special4", texts(PublicSpace.special(Family.IPV4))));
      variables.add(named("special6", texts(PublicSpace.special(Family.IPV6))));
      variables.add(named("halves", texts(halves())));
      variables.add(named("groups", GROUPS.formatted(ENTRIES.strip().replace("\n", "\n  "))));
      variables.add(named("findings", RULE_FINDINGS.formatted(broken, message)));
    } else {
      variables.add(named("groups", GROUPS.formatted("[]")));
      variables.add(named("findings", GROUP_FINDINGS.formatted(broken, message)));
    }
    variables.add(named("new", NEW));
    return variables;
  }

  private static String measure(String parameter, int otherwise) {
    return ("has(params.spec.parameters) && \"%1$s\" in params.spec.parameters"
            + " ? int(params.spec.parameters.%1$s) : %2$d")
        .formatted(parameter, otherwise);
  }

  /** Blocks of which half is not public, for what is next to it. */
  private static List<String> halves() {
    return Stream.of(Family.values())
        .flatMap(family -> PublicSpace.special(family).stream())
        .map(
            special -> {
              int length = Integer.parseInt(special.substring(special.indexOf('/') + 1)) - 1;
              return Cidr.parse(special.substring(0, special.indexOf('/')) + "/" + length)
                  .toString();
            })
        .toList();
  }

  private static String texts(List<String> all) {
    return all.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", ", "[", "]"));
  }

  private static Map<String, Object> named(String name, String expression) {
    return ordered("name", name, "expression", expression.strip());
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
