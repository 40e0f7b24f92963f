package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolegate.api.OrphanDecision;
import dev.rolegate.api.OrphanPhase;
import dev.rolegate.api.OrphanedSecurityGroup;
import dev.rolegate.sim.state.SecurityGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;

/** Groups that nobody documented, on a scene, and what is recorded of them. */
public final class OrphanScene {
  public static final String FINALIZER = "rolegate.dev/orphan";
  public static final String MARK = "rolegate.dev/retired";

  /** By this much the operator's clock is moved on each time that something is waited for. */
  private static final Duration TICK = Duration.ofMillis(200);

  private final Scene scene;
  private final Optional<MovableClock> clock;

  public OrphanScene(Scene scene) {
    this(scene, Optional.empty());
  }

  /** Periods pass five times as fast while a test waits for what they lead to. */
  OrphanScene(Scene scene, MovableClock clock) {
    this(scene, Optional.of(clock));
  }

  private OrphanScene(Scene scene, Optional<MovableClock> clock) {
    this.scene = scene;
    this.clock = clock;
  }

  /** A group that was made by hand, with a rule of its own beside EC2's default egress. */
  public String group(String name) {
    String id = scene.outsider().createGroup(scene.vpcId(), name, Map.of("team", "gone"));
    scene.outsider().open(id, 22, "192.0.2.0/24", "ssh for the migration");
    return id;
  }

  /** Retires groups named {@code old-*}, with no collector but EC2's own. */
  public void manage(String mode, String orphans) {
    scene.manage(mode, "1s", fields(orphans));
  }

  /** Fields of a ManagedVpc that do so. */
  static Map<String, String> fields(String orphans) {
    return Map.of(
        "orphans",
        "{match: {names: [\"old-*\"]}, collectors: [], acceptUncovered: true, " + orphans + "}",
        "limits",
        "{maxGroupDeletionsPerHour: 20}");
  }

  Resource<OrphanedSecurityGroup> resource(String groupId) {
    return scene.client().resources(OrphanedSecurityGroup.class).withName(groupId);
  }

  /** Null when there is none. */
  public OrphanedSecurityGroup get(String groupId) {
    return resource(groupId).get();
  }

  public static Optional<OrphanPhase> phase(OrphanedSecurityGroup object) {
    return Optional.ofNullable(object)
        .map(OrphanedSecurityGroup::getStatus)
        .map(status -> status.phase());
  }

  public OrphanedSecurityGroup awaitPhase(String groupId, OrphanPhase phase) {
    eventually(() -> assertThat(phase(get(groupId))).as(groupId).contains(phase));
    return get(groupId);
  }

  /** Waits until the object's newest generation is told this reason. */
  public OrphanedSecurityGroup awaitReason(String groupId, String reason) {
    eventually(
        () ->
            assertThat(ready(get(groupId)).map(Condition::getReason)).as(groupId).contains(reason));
    return get(groupId);
  }

  /** Waits until this holds, while the operator's periods pass. */
  void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Scene.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              clock.ifPresent(c -> c.advance(TICK));
              assertion.run();
            });
  }

  public static Optional<Condition> ready(OrphanedSecurityGroup object) {
    if (object == null || object.getStatus() == null) {
      return Optional.empty();
    }
    return object.getStatus().conditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .findFirst();
  }

  void awaitForgotten(String groupId) {
    eventually(() -> assertThat(get(groupId)).isNull());
  }

  /** As somebody who takes the finalizer off by hand. */
  void lose(String groupId) {
    Scene.lose(resource(groupId));
  }

  public void decide(String groupId, OrphanDecision decision) {
    // As kubectl patch does it: the operator may write the object at the same moment.
    String patch = Serialization.asJson(Map.of("spec", Map.of("decision", decision)));
    resource(groupId).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  public Optional<SecurityGroup> live(String groupId) {
    return scene.cloud().now().find(SecurityGroup.class, groupId);
  }

  boolean isMarked(String groupId) {
    return live(groupId).filter(g -> g.tags().values().containsKey(MARK)).isPresent();
  }

  /** Texts of the group's rules; empty too where the group is gone. */
  public List<String> rules(String groupId) {
    return live(groupId).map(scene.cloud()::rules).orElse(List.of());
  }

  List<String> events(String groupId) {
    return scene.client().resources(Event.class).inNamespace("default").list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(groupId))
        .map(Event::getReason)
        .toList();
  }
}
