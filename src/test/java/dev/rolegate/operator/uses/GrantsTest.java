package dev.rolegate.operator.uses;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What {@code deploy/uses.yaml} grants, and what the collector asks for. */
class GrantsTest {
  private static final Path FILE = Path.of("deploy/uses.yaml");

  private record Rule(List<String> apiGroups, List<String> resources, List<String> verbs) {}

  @SuppressWarnings("unchecked")
  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    try {
      for (String document : Files.readString(FILE).split("(?m)^---$")) {
        var object = Serialization.unmarshal(document, GenericKubernetesResource.class);
        if (object.getKind().equals("ClusterRole")) {
          for (var rule :
              (List<Map<String, List<String>>>) object.getAdditionalProperties().get("rules")) {
            rules.add(new Rule(rule.get("apiGroups"), rule.get("resources"), rule.get("verbs")));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(rules).hasSizeGreaterThan(10);
    return rules;
  }

  @Test
  void listsAreAllThatIsGranted() {
    assertThat(rules()).allSatisfy(rule -> assertThat(rule.verbs()).containsExactly("list"));
  }

  @Test
  void everyGrantIsOfAGroupThatIsLookedThroughAndNoneReachesAllOfOtherGroups() {
    for (Rule rule : rules()) {
      for (String group : rule.apiGroups()) {
        assertThat(ClusterKind.isSought(group)).as(group).isTrue();
        if (rule.resources().contains("*")) {
          assertThat(ClusterKind.of(group, "AnyKindOfIt")).as(group).isPresent();
        }
      }
      assertThat(rule.resources()).doesNotContain("secrets", "configmaps");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ClusterKind.class,
      mode = Mode.MATCH_NONE,
      names = {"ACK", "CROSSPLANE.*", "CLUSTER_API.*", "MACHINE_API"})
  void everyKindThatIsKnownByNameIsGranted(ClusterKind kind) {
    String[] parts = kind.text().split("\\.", 2);
    String group = parts.length > 1 ? parts[1] : "";
    Set<String> granted = new TreeSet<>();
    for (Rule rule : rules()) {
      if (rule.apiGroups().contains(group)) {
        granted.addAll(rule.resources());
      }
    }
    assertThat(granted)
        .as(kind.text())
        .anyMatch(resource -> resource.startsWith(stem(parts[0].toLowerCase(Locale.ROOT))));
  }

  /** What singular and plural have in common. */
  private static String stem(String kind) {
    return kind.endsWith("y") ? kind.substring(0, kind.length() - 1) : kind;
  }
}
