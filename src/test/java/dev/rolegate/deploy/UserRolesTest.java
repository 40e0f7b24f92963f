package dev.rolegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.kube.ApiServer;
import dev.rolegate.kube.Grant;
import dev.rolegate.kube.Kubectl;
import dev.rolegate.kube.RealApiServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what: the tables of the installation page are what the API server decides. */
@RealApiServer
class UserRolesTest {
  private static final String OURS = "rolegate.dev";
  private static final String NAMESPACE = "rolegate-system";
  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");
  private static final List<String> RESOURCES =
      Stream.of(
              "rolesecuritygroups",
              "managedvpcs",
              "addresssets",
              "orphanedsecuritygroups",
              "guardrails",
              "guardrailexceptions")
          .flatMap(kind -> Stream.of(kind, kind + "/status", kind + "/finalizers", kind + "/scale"))
          .toList();

  /** Bound by a RoleBinding; the others by a ClusterRoleBinding. */
  private static final Set<String> IN_A_NAMESPACE = Set.of("rolegate-viewer", "rolegate-tenant");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static ApiServer server;
  private static KubernetesClient administrator;
  private static Kubectl kubectl;
  private static String tenant;
  private static Map<String, Map<String, Set<String>>> documented;

  @BeforeAll
  static void bind(ApiServer running, KubernetesClient client) {
    server = running;
    administrator = client;
    server.install();
    tenant = client.getNamespace();
    kubectl = server.kubectl();
    documented = documented();
    for (String role : documented.keySet()) {
      run(
          "create",
          IN_A_NAMESPACE.contains(role) ? "rolebinding" : "clusterrolebinding",
          user(role),
          "--namespace=" + tenant,
          "--clusterrole=" + role,
          "--user=" + user(role));
    }
  }

  private static String user(String role) {
    return tenant + "-has-" + role;
  }

  private static void run(String... arguments) {
    var result = kubectl.run(arguments);
    assertThat(result.exit()).as(result.stderr()).isZero();
  }

  /** By role and resource: the verbs. */
  private static Map<String, Map<String, Set<String>>> documented() {
    var table = InstallPage.table("| on | `rolegate-viewer`");
    Map<String, Map<String, Set<String>>> byRole = new LinkedHashMap<>();
    List<String> roles = table.get(0).subList(1, table.get(0).size());
    for (int column = 0; column < roles.size(); column++) {
      Map<String, Set<String>> byResource = new LinkedHashMap<>();
      for (List<String> row : table.subList(1, table.size())) {
        byResource.put(row.get(0), InstallPage.words(row.get(column + 1)));
      }
      byRole.put(roles.get(column), byResource);
    }
    return byRole;
  }

  @Test
  void every_role_for_people_that_is_shipped_is_in_the_table() {
    Set<String> shipped =
        Rendered.by(kubectl).objects().stream()
            .filter(o -> o.path("kind").asText().equals("ClusterRole"))
            .map(o -> o.at("/metadata/name").asText())
            .filter(name -> !name.equals("rolegate"))
            .collect(Collectors.toSet());
    assertThat(documented.keySet()).isEqualTo(shipped);
  }

  @Test
  void each_role_allows_what_the_table_says_and_refuses_everything_else() {
    String elsewhere = ApiServer.freshNamespace(administrator);
    List<String> wrong = new ArrayList<>();
    documented.forEach(
        (role, verbs) -> {
          for (String namespace : List.of(tenant, elsewhere)) {
            boolean bound = !IN_A_NAMESPACE.contains(role) || namespace.equals(tenant);
            for (String resource : RESOURCES) {
              Set<String> expected = bound ? verbs.getOrDefault(resource, Set.of()) : Set.of();
              Set<String> allowed =
                  VERBS.stream()
                      .filter(verb -> allowed(user(role), verb, resource, namespace))
                      .collect(Collectors.toCollection(TreeSet::new));
              if (!allowed.equals(expected)) {
                wrong.add(
                    "%s on %s: the server allows %s, the table says %s"
                        .formatted(role, resource, allowed, expected));
              }
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  private static boolean allowed(String user, String verb, String resource, String namespace) {
    String[] parts = resource.split("/");
    Map<String, Object> attributes =
        Map.of(
            "group",
            OURS,
            "resource",
            parts[0],
            "subresource",
            parts.length > 1 ? parts[1] : "",
            "verb",
            verb,
            "namespace",
            parts[0].equals("rolesecuritygroups") ? namespace : "");
    var review =
        Map.of(
            "apiVersion", "authorization.k8s.io/v1",
            "kind", "SubjectAccessReview",
            "spec", Map.of("user", user, "resourceAttributes", attributes));
    return parse(
            administrator.raw("/apis/authorization.k8s.io/v1/subjectaccessreviews", "POST", review))
        .at("/status/allowed")
        .asBoolean();
  }

  @Test
  void no_role_reaches_anything_of_others() {
    for (String role : documented.keySet()) {
      var others =
          rules(user(role)).stream()
              .filter(rule -> !rule.contains(OURS))
              .collect(Collectors.toSet());
      assertThat(others).as(role).isEqualTo(rules("nobody"));
    }
  }

  /** The rules that the API server itself finds for a user in the tenant's namespace. */
  private static Set<String> rules(String user) {
    var config = new ConfigBuilder(server.config()).withImpersonateUsername(user).build();
    config.setImpersonateGroups("system:authenticated");
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      var review =
          Map.of(
              "apiVersion", "authorization.k8s.io/v1",
              "kind", "SelfSubjectRulesReview",
              "spec", Map.of("namespace", tenant));
      JsonNode status =
          parse(client.raw("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", "POST", review))
              .path("status");
      assertThat(status.path("incomplete").asBoolean()).isFalse();
      Set<String> rules = new TreeSet<>();
      status.path("resourceRules").forEach(rule -> rules.add(rule.toString()));
      return rules;
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  @Test
  void labels_put_the_roles_of_namespaces_and_no_other_into_Kubernetes_own() {
    assertThat(aggregated("view")).containsExactly("rolegate-viewer");
    assertThat(aggregated("edit")).containsExactly("rolegate-tenant");
    assertThat(aggregated("admin")).isEmpty();
  }

  /** Which of ours match the selectors by which a ClusterRole of the server collects others. */
  private static Set<String> aggregated(String into) {
    String roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
    JsonNode selectors =
        parse(administrator.raw(roles + "/" + into)).at("/aggregationRule/clusterRoleSelectors");
    assertThat(selectors).isNotEmpty();
    Set<String> names = new TreeSet<>();
    for (JsonNode role : parse(administrator.raw(roles)).path("items")) {
      JsonNode labels = role.at("/metadata/labels");
      for (JsonNode selector : selectors) {
        boolean matches =
            selector.path("matchLabels").properties().stream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
        if (matches && role.at("/metadata/name").asText().startsWith("rolegate")) {
          names.add(role.at("/metadata/name").asText());
        }
      }
    }
    return names;
  }

  @Test
  void the_operators_permissions_are_those_of_its_table() {
    Set<Grant> expected =
        InstallPage.table("| on | named | verbs").stream()
            .skip(1)
            .flatMap(UserRolesTest::grants)
            .collect(Collectors.toSet());
    Set<Grant> granted =
        Stream.concat(
                Grant.ofClusterRole(administrator, "rolegate").stream(),
                Grant.ofRole(administrator, NAMESPACE, "rolegate-leader").stream())
            .collect(Collectors.toSet());
    assertThat(granted).isEqualTo(expected);
  }

  private static Stream<Grant> grants(List<String> row) {
    String[] resource = row.get(0).replaceFirst(" in .*", "").split("\\.", 2);
    boolean core = resource[0].equals("namespaces");
    String group = resource.length > 1 ? resource[1] : core ? "" : OURS;
    Set<String> names = InstallPage.words(row.get(1));
    return InstallPage.words(row.get(2)).stream()
        .flatMap(
            verb ->
                (names.isEmpty() ? Set.of("") : names)
                    .stream().map(name -> new Grant(verb, group, resource[0], name)));
  }

  @Test
  void a_tenant_writes_neither_a_status_nor_what_is_not_its_own() {
    String elsewhere = ApiServer.freshNamespace(administrator);
    String theirs = role(elsewhere, "sg-11111111111111111");
    assertThat(kubectl.runWithInput(theirs, "apply", "-f", "-").exit()).isZero();
    String own = role(tenant, "sg-22222222222222222");
    String as = "--as=" + user("rolegate-tenant");
    var applied = kubectl.runWithInput(own, "apply", as, "-f", "-");
    assertThat(applied.exit()).as(applied.stderr()).isZero();

    assertThat(kubectl.run("get", "rsg", "web", "-n", tenant, "-o", "jsonpath={.status}").stdout())
        .as("a status in a tenant's document is dropped")
        .isEmpty();
    String forged = "{\"status\":{\"groupId\":\"sg-22222222222222222\"}}";
    String bare = "{\"metadata\":{\"finalizers\":null}}";
    forbidden("patch", "rsg", "web", "-n", tenant, "--subresource=status", as, "-p", forged);
    forbidden("patch", "rsg", "web", "-n", elsewhere, as, "-p", bare);
    forbidden("delete", "rsg", "web", "-n", elsewhere, as);
    forbidden("get", "managedvpcs", as);
    forbidden("patch", "managedvpc", "any", as, "-p", "{\"spec\":{\"mode\":\"Enforce\"}}");
    forbidden("delete", "rsg", "web", "-n", tenant, "--as=" + user("rolegate-platform"));
  }

  private static void forbidden(String... arguments) {
    var words = new ArrayList<>(List.of(arguments));
    if (words.contains("-p")) {
      words.add("--type=merge");
    }
    var result = kubectl.run(words.toArray(String[]::new));
    assertThat(result.exit()).as(String.join(" ", words)).isNotZero();
    assertThat(result.stderr()).as(String.join(" ", words)).contains("Forbidden");
  }

  private static String role(String namespace, String group) {
    return """
        apiVersion: rolegate.dev/v1alpha1
        kind: RoleSecurityGroup
        metadata: {name: web, namespace: %s}
        spec: {vpc: any, role: web, purpose: For a test, owner: team, egress: []}
        status: {groupId: %s}
        """
        .formatted(namespace, group);
  }
}
