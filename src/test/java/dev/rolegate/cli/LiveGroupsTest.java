package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveGroupsTest {
  private final Deque<List<Group>> answers = new ArrayDeque<>();
  private int reads;
  private int pauses;

  private static Group group(String name) {
    return new Group("sg-1", name, "", "vpc-1", "1", Map.of(), List.of(), false);
  }

  /** The last answer comes again and again. */
  private Ec2 ec2() {
    return (Ec2)
        Proxy.newProxyInstance(
            Ec2.class.getClassLoader(),
            new Class<?>[] {Ec2.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "groups" -> {
                    reads++;
                    yield answers.size() > 1 ? answers.poll() : answers.peek();
                  }
                  case "rules" -> Map.<String, List<LiveRule>>of();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private LiveGroups read() {
    return LiveGroups.read(ec2(), "vpc-1", Set.of("sg-1", "sg-gone"), () -> pauses++);
  }

  @Test
  void twoReadsThatAgreeAreEnough() {
    answers.add(List.of(group("web")));
    LiveGroups live = read();
    assertThat(live.steady()).isTrue();
    assertThat(live.groups().get("sg-1").detailed()).isTrue();
    assertThat(live.groups()).containsOnlyKeys("sg-1");
    assertThat(reads).isEqualTo(2);
    assertThat(pauses).isEqualTo(1);
  }

  @Test
  void aReadThatLaggedIsNotTheOneThatCounts() {
    answers.add(List.of());
    answers.add(List.of(group("web")));
    LiveGroups live = read();
    assertThat(live.steady()).isTrue();
    assertThat(live.groups()).containsOnlyKeys("sg-1");
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void whereNoTwoAgreeItEndsAndSaysSo() {
    for (int i = 0; i < 20; i++) {
      answers.add(List.of(group("web-" + i)));
    }
    LiveGroups live = read();
    assertThat(live.steady()).isFalse();
    assertThat(live.groups().get("sg-1").name()).isEqualTo("web-5");
  }
}
