package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.model.Group;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.uses.ClusterUses;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Launch templates are read for orphans and sprawl together. */
class EvidencesLaunchesTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Set<UseCollector> TEMPLATES = Set.of(UseCollector.LAUNCH_TEMPLATES);

  private final SlowUses uses = new SlowUses();
  private final KubernetesClient nowhere =
      new KubernetesClientBuilder().withConfig(Config.empty()).build();
  private final Evidences evidences = new Evidences(new ClusterUses(nowhere), () -> NOW);

  @AfterEach
  void close() {
    evidences.close();
    nowhere.close();
  }

  private static Group group(String id) {
    return new Group(id, id, "", "vpc-1", "111122223333", Map.of(), List.of(), false);
  }

  private void gather(Set<UseCollector> enabled) {
    var snapshot = VpcSnapshot.of("vpc-1", false, List.of(group("sg-1"), group("sg-2")));
    evidences.ask("prod", new Evidences.Question(uses, snapshot, Set.of("sg-1"), enabled));
    await().until(() -> !evidences.isUnderWay("prod"));
  }

  @Test
  void theyAreAskedForEveryGroupOfTheVpcSinceThatCostsNothingMore() {
    gather(TEMPLATES);
    assertThat(uses.collected())
        .containsEntry(UseCollector.LAUNCH_TEMPLATES, Set.of("sg-1", "sg-2"))
        .containsEntry(UseCollector.NETWORK_INTERFACES, Set.of("sg-1"));
    assertThat(evidences.launches("prod", uses, Set.of("sg-1", "sg-2"), NOW)).isPresent();
  }

  @Test
  void anAnswerThatIsOldOrOfOthersOrLacksAGroupIsNone() {
    gather(TEMPLATES);
    assertThat(evidences.launches("prod", uses, Set.of("sg-3"), NOW)).isEmpty();
    assertThat(evidences.launches("prod", uses, Set.of("sg-1"), NOW.plusSeconds(1))).isEmpty();
    assertThat(evidences.launches("prod", new SlowUses(), Set.of("sg-1"), NOW)).isEmpty();
    assertThat(evidences.launches("test", uses, Set.of("sg-1"), NOW)).isEmpty();
    gather(Set.of());
    assertThat(evidences.launches("prod", uses, Set.of("sg-1"), NOW)).isEmpty();
  }
}
