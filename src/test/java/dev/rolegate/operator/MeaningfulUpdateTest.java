package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MeaningfulUpdateTest {
  private final MeaningfulUpdate filter = new MeaningfulUpdate();

  @Test
  void aWrittenStatusNeverWakes() {
    var now = resource(b -> b.withResourceVersion("2"));
    now.setStatus(
        new RoleSecurityGroupStatus(
            1L, null, "sg-1", null, null, null, null, null, null, null, null, null));
    assertThat(filter.accept(now, resource(b -> b.withResourceVersion("1")))).isFalse();
  }

  @Test
  void whatMattersWakes() {
    assertThat(wakes(b -> b.withGeneration(2L))).isTrue();
    assertThat(wakes(b -> b.withUid("another"))).isTrue();
    assertThat(wakes(b -> b.addToFinalizers("rolegate.dev/finalizer"))).isTrue();
    assertThat(wakes(b -> b.addToLabels("a", "b"))).isTrue();
    assertThat(wakes(b -> b.addToAnnotations("rolegate.dev/approve", "x"))).isTrue();
    assertThat(wakes(b -> b.withDeletionTimestamp("2026-01-31T12:00:00Z"))).isTrue();
  }

  @Test
  void otherAnnotationsDoNot() {
    assertThat(wakes(b -> b.addToAnnotations("kubectl.kubernetes.io/x", "y"))).isFalse();
  }

  private boolean wakes(UnaryOperator<ObjectMetaBuilder> change) {
    return filter.accept(resource(change), resource(b -> b));
  }

  private static RoleSecurityGroup resource(UnaryOperator<ObjectMetaBuilder> change) {
    ObjectMeta metadata =
        change
            .apply(new ObjectMetaBuilder().withName("web").withUid("u").withGeneration(1L))
            .build();
    var role = new RoleSecurityGroup();
    role.setMetadata(metadata);
    return role;
  }
}
