package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

/** What a person is told of an object that this version cannot read, and of a watch that ended. */
class UnreadableTest {
  private static final String VPC =
      """
      {"apiVersion": "rolegate.dev/v1alpha1", "kind": "ManagedVpc", "metadata": {"name": "%s"},
       "spec": {"vpcId": "vpc-1", "region": "eu-west-1", "mode": "%s"}}""";
  private static final String ROLE =
      """
      {"apiVersion": "rolegate.dev/v1alpha1", "kind": "RoleSecurityGroup",
       "metadata": {"name": "web", "namespace": "shop"},
       "spec": {"ingress": [{"name": "https"}, {"name": "x", "ports": [{"port": "many"}]}]}}""";

  private final ObjectMapper json = new ObjectMapper();

  private Throwable watched(Class<?> kind, String object) {
    var wrong = catchThrowable(() -> json.readValue(object, kind));
    return new WatcherException(
        "Unexpected exception processing watch event",
        new IllegalArgumentException(wrong),
        "{\"type\": \"ADDED\", \"object\": " + object + "}");
  }

  private Throwable listed(String list) {
    var wrong =
        catchThrowable(
            () ->
                json.readValue(
                    list, new TypeReference<DefaultKubernetesResourceList<ManagedVpc>>() {}));
    return new KubernetesClientException("An error has occurred.", wrong);
  }

  @Test
  void namesTheObjectOfAnEventTheFieldAndTheWayOut() {
    var vpc = watched(ManagedVpc.class, VPC.formatted("prod", "Suggest"));
    assertThat(new Unreadable(ManagedVpc.class, vpc).text())
        .startsWith(
            "ManagedVpc prod cannot be read by this version of Rolegate, by its spec.mode: ")
        .contains("\"Suggest\"", "[Enforce, Observe]", "the version of Rolegate that it was")
        .endsWith("kubectl edit managedvpcs.rolegate.dev prod");

    var role = watched(RoleSecurityGroup.class, ROLE);
    assertThat(new Unreadable(RoleSecurityGroup.class, role).text())
        .startsWith("RoleSecurityGroup shop/web cannot be read")
        .contains(" spec.ingress[1].ports[0].port: ", "\"many\"")
        .endsWith("kubectl edit rolesecuritygroups.rolegate.dev web -n shop");
  }

  @Test
  void saysWhichObjectOfAList() {
    var cause =
        listed(
            "{\"items\": [%s, %s]}"
                .formatted(VPC.formatted("good", "Observe"), VPC.formatted("bad", "Suggest")));
    var unreadable = new Unreadable(ManagedVpc.class, cause);
    assertThat(unreadable.isOfContent()).isTrue();
    assertThat(unreadable.text())
        .startsWith("A ManagedVpc cannot be read by this version of Rolegate, by its spec.mode: ")
        .contains("\"Suggest\"")
        .endsWith(
            "kubectl get managedvpcs.rolegate.dev -A -o"
                + " jsonpath='{.items[1].metadata.namespace} {.items[1].metadata.name}'");
  }

  @Test
  void doesNotBlameAnObjectForAnAnswerThatBrokeOff() {
    var cause = listed("{\"items\": [" + VPC.formatted("good", "Observe").substring(0, 90));
    assertThat(new Unreadable(ManagedVpc.class, cause).text())
        .startsWith("An answer of the API server about managedvpcs.rolegate.dev broke off")
        .contains("end-of-input")
        .endsWith("A fresh start asks again");
  }

  @Test
  void saysHowElseAWatchEnded() {
    var cause =
        new WatcherException(
            "Could not process Watch response", new ProtocolException("odd frame"));
    var unreadable = new Unreadable(ManagedVpc.class, cause);
    assertThat(unreadable.isOfContent()).isFalse();
    assertThat(unreadable.text())
        .isEqualTo(
            "The watch of managedvpcs.rolegate.dev ended: java.net.ProtocolException: odd frame."
                + " A fresh start begins it anew");
  }
}
