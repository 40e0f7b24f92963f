package dev.rolegate.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiServerConditionTest {

  @Test
  void runsWhereTheBinariesAre() {
    assertThat(ApiServerCondition.evaluate(List.of(), "true").isDisabled()).isFalse();
  }

  @Test
  void skipsADeveloperWithoutThem() {
    var result = ApiServerCondition.evaluate(List.of("etcd"), null);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason())
        .hasValueSatisfying(r -> assertThat(r).contains("etcd not found", "make apiserver"));
  }

  @Test
  void failsCiWithoutThem() {
    assertThatThrownBy(() -> ApiServerCondition.evaluate(List.of("etcd"), "true"))
        .hasMessageContaining("make apiserver");
  }
}
