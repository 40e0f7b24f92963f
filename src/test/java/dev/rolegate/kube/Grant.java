package dev.rolegate.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One verb on one resource that a role of RBAC grants.
 *
 * @param name the one object that it is for; empty for every object
 */
public record Grant(String verb, String group, String resource, String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a ClusterRole of the server grants, rule by rule. */
  public static List<Grant> ofClusterRole(KubernetesClient client, String name) {
    return read(client, "/apis/rbac.authorization.k8s.io/v1/clusterroles/" + name);
  }

  /** What a Role of the server grants, rule by rule. */
  public static List<Grant> ofRole(KubernetesClient client, String namespace, String name) {
    return read(
        client, "/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace + "/roles/" + name);
  }

  private static List<Grant> read(KubernetesClient client, String path) {
    List<Grant> grants = new ArrayList<>();
    try {
      for (JsonNode rule : JSON.readTree(client.raw(path)).path("rules")) {
        for (String group : texts(rule, "apiGroups")) {
          for (String resource : texts(rule, "resources")) {
            for (String verb : texts(rule, "verbs")) {
              var names = texts(rule, "resourceNames");
              (names.isEmpty() ? List.of("") : names)
                  .forEach(name -> grants.add(new Grant(verb, group, resource, name)));
            }
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return grants;
  }

  private static List<String> texts(JsonNode rule, String field) {
    List<String> texts = new ArrayList<>();
    rule.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Whether the request needed this grant. */
  public boolean covers(AuditLog.Request request) {
    return verb.equals(request.verb())
        && group.equals(request.group())
        && resource.equals(request.resource())
        && (name.isEmpty() || name.equals(request.name()));
  }
}
