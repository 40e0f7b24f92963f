package dev.rolegate.process;

import static dev.rolegate.process.Ground.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.e2e.CloudView;
import dev.rolegate.kube.RealApiServer;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator has of its own machine is too little. */
@Tag("process")
@RealApiServer
class ResourcesTest {
  /** Five checks, two seconds apart, leave more than this to whoever does nothing else. */
  private static final Duration BUSY = Duration.ofSeconds(6);

  /** Java's exit code for it. */
  private static final int OUT_OF_MEMORY = 3;

  private Ground ground;

  @BeforeEach
  void open() {
    ground = new Ground("resources");
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void anOperatorThatNobodyListensToGoesOn() {
    var operator = ground.operators().alone().startUnheard();
    ground.scene().manage("Enforce", "2s");
    ground.document(role("web"));
    ground.converges();
    ground.begin();

    Duration before = operator.cpu();
    ground.scene().outsider().open(ground.scene().group("web").id(), 22, "0.0.0.0/0", "");
    ground.scene().awaitChecks(5);
    ground.converges();
    assertThat(operator.isAlive()).isTrue();
    assertThat(operator.cpu().minus(before)).as("CPU time of idle checks").isLessThan(BUSY);
  }

  /** As the image starts it, and as a plain {@code java -jar} does. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:+ExitOnOutOfMemoryError", "-XX:-ExitOnOutOfMemoryError"})
  void anOperatorWithoutMemoryEndsAndOneWithEnoughGoesOn(String option) {
    crowd(1500, 40);
    ground.operators().alone().memory("-Xmx48m", option);
    var small = ground.operators().start();
    ground.scene().manage("Enforce", "1m");
    ground.document(role("web"));
    assertThat(small.awaitExit()).isEqualTo(OUT_OF_MEMORY);
    assertThat(ground.scene().findGroup("web")).isEmpty();

    ground.operators().memory("-Xmx512m").start();
    ground.converges();
  }

  /** Groups of others, which have to be read all the same. */
  private void crowd(int groups, int rules) {
    String vpcId = ground.scene().vpcId();
    String account = "111122223333";
    ground
        .simulator()
        .world()
        .update(
            CloudView.REGION,
            state -> {
              var crowded = state;
              for (int i = 0; i < groups; i++) {
                String id = "sg-%017x".formatted(i);
                List<Rule> open =
                    IntStream.range(0, rules).mapToObj(r -> rule(id, account, r)).toList();
                crowded =
                    crowded.with(
                        new SecurityGroup(
                            id,
                            account,
                            vpcId,
                            "crowd-" + i,
                            "one of many",
                            Instant.EPOCH,
                            true,
                            open,
                            Tags.NONE));
              }
              return crowded;
            });
  }

  private static Rule rule(String groupId, String account, int number) {
    return new Rule(
        "sgr-" + groupId.substring(12) + "%05x".formatted(number),
        groupId,
        account,
        new RuleKey(false, "tcp", number, number, new Target.Ipv4("10." + number + ".0.0/16")),
        Optional.of("a rule of somebody else's group, with words that say what it is for"),
        Tags.NONE);
  }
}
