package dev.rolegate.operator.uses;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of the sought kinds this cluster serves, by API discovery, asked for anew each time: one
 * request for the API groups, and one for each version of a group that is sought.
 */
final class ServedKinds {
  private final KubernetesClient client;
  private final Look look;
  private final Map<String, ServedKind> found = new TreeMap<>();

  private ServedKinds(KubernetesClient client, Look look) {
    this.client = client;
    this.look = look;
  }

  /**
   * In a fixed order, each kind once: in its group's preferred version, or else in the first that
   * has it. What could not be asked for is noted as missing.
   *
   * @throws KubernetesClientException when the API groups cannot be read, or nothing answers
   */
  static Collection<ServedKind> of(KubernetesClient client, Look look) {
    ServedKinds served = new ServedKinds(client, look);
    served.ask("", "v1");
    if (served.found.isEmpty()) {
      look.problem("the core API group v1 is served without Services, as by no API server");
    }
    for (APIGroup group : groups(client, look)) {
      if (ClusterKind.isSought(group.getName())) {
        versions(group).forEach(version -> served.ask(group.getName(), version));
      }
    }
    return served.found.values();
  }

  /** There is no API server without any: then it was none that answered. */
  private static List<APIGroup> groups(KubernetesClient client, Look look) {
    APIGroupList groups = client.getApiGroups();
    if (groups == null || groups.getGroups() == null || groups.getGroups().isEmpty()) {
      look.problem("discovery of the API groups gave none");
      return List.of();
    }
    return groups.getGroups();
  }

  private static Set<String> versions(APIGroup group) {
    Set<String> versions = new LinkedHashSet<>();
    if (group.getPreferredVersion() != null) {
      versions.add(group.getPreferredVersion().getVersion());
    }
    group.getVersions().stream().map(GroupVersionForDiscovery::getVersion).forEach(versions::add);
    return versions;
  }

  private void ask(String group, String version) {
    String path = group.isEmpty() ? version : group + "/" + version;
    for (APIResource resource : resources(path)) {
      boolean isWhole = !resource.getName().contains("/");
      if (isWhole) {
        ClusterKind.of(group, resource.getKind())
            .ifPresent(
                sought ->
                    found.putIfAbsent(
                        group + "/" + resource.getName(),
                        new ServedKind(
                            sought,
                            group,
                            version,
                            resource.getName(),
                            resource.getKind(),
                            Boolean.TRUE.equals(resource.getNamespaced()))));
      }
    }
  }

  private List<APIResource> resources(String groupVersion) {
    try {
      APIResourceList list = client.getApiResources(groupVersion);
      if (list == null || list.getResources() == null) {
        look.problem("the API group " + groupVersion + " is announced, but not served");
        return List.of();
      }
      return new ArrayList<>(list.getResources());
    } catch (KubernetesClientException e) {
      if (Look.isUnanswered(e)) {
        throw e;
      }
      look.failed("discovery of the API group " + groupVersion, e);
      return List.of();
    }
  }
}
