package dev.rolegate.operator.uses;

import dev.rolegate.model.Group;
import dev.rolegate.model.UseReport;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Set;

/**
 * The collector of uses inside the cluster: objects of {@link ClusterKind} that name a group. Every
 * look asks the API server itself, in pages, and keeps nothing of what it read but the findings. An
 * object counts whichever VPC or account it is meant for.
 */
@Singleton
public class ClusterUses {
  /**
   * Objects of one page. Usual ones take some kB, but any tenant may write some of 1.5 MB, etcd's
   * limit for a request: this many of those still fit into the memory of a small pod.
   */
  static final int PAGE = 20;

  /** The framework's default of 10 retries, each twice as late, would take minutes. */
  private static final int RETRIES = 2;

  private static final int RETRY_AFTER_MILLIS = 200;
  private static final int TIMEOUT_MILLIS = 20_000;

  private final KubernetesClient client;

  public ClusterUses(KubernetesClient client) {
    this.client =
        client
            .newClient(
                new RequestConfigBuilder()
                    .withRequestRetryBackoffLimit(RETRIES)
                    .withRequestRetryBackoffInterval(RETRY_AFTER_MILLIS)
                    .withRequestTimeout(TIMEOUT_MILLIS)
                    .build())
            .adapt(KubernetesClient.class);
  }

  /**
   * Which objects name these groups, by id, name, tags or filters. A refusal, an API that does not
   * answer, and an object that cannot be read are in the answer, and never thrown.
   *
   * @param groups every group of the VPC by id, with names and tags as they are now; a group that
   *     is not among them is found by its id alone
   */
  public UseReport collect(Set<String> groupIds, Map<String, Group> groups) {
    Look look = new Look();
    GroupNames names = new GroupNames(groupIds, groups);
    String request = "discovery of the API groups";
    try {
      for (ServedKind kind : ServedKinds.of(client, look)) {
        request = "list " + kind.resource();
        int gaps = look.gaps();
        try {
          readAgainOnce(kind, names, look);
          if (look.gaps() == gaps) {
            look.complete(kind);
          }
        } catch (KubernetesClientException e) {
          if (Look.isUnanswered(e)) {
            throw e;
          }
          look.failed(request, e);
        }
      }
    } catch (KubernetesClientException e) {
      look.failed(request, e);
    }
    if (names.isExceeded()) {
      look.problem(
          "more than "
              + GroupNames.PATTERNS
              + " different patterns stand for names of groups, in annotations or fields of them");
    }
    return look.report();
  }

  /** The server forgets the place in a list after some minutes; then the list begins anew. */
  private void readAgainOnce(ServedKind kind, GroupNames names, Look look) {
    try {
      read(kind, names, look);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_GONE) {
        throw e;
      }
      read(kind, names, look);
    }
  }

  private void read(ServedKind kind, GroupNames names, Look look) {
    String place = "";
    do {
      GenericKubernetesResourceList page = page(kind, place);
      if (page == null || page.getItems() == null || page.getMetadata() == null) {
        throw new KubernetesClientException(
            "the answer is no list", HttpURLConnection.HTTP_OK, null);
      }
      for (GenericKubernetesResource object : page.getItems()) {
        Mentions.of(names, kind, object, look);
      }
      String next = page.getMetadata().getContinue();
      if (next != null && !next.isEmpty() && next.equals(place)) {
        throw new KubernetesClientException(
            "the list does not get on: the same page again", HttpURLConnection.HTTP_OK, null);
      }
      place = next;
    } while (place != null && !place.isEmpty());
  }

  private GenericKubernetesResourceList page(ServedKind kind, String place) {
    ListOptions options =
        new ListOptionsBuilder()
            .withLimit((long) PAGE)
            .withContinue(place.isEmpty() ? null : place)
            .build();
    var objects = client.genericKubernetesResources(kind.context());
    return kind.namespaced() ? objects.inAnyNamespace().list(options) : objects.list(options);
  }
}
