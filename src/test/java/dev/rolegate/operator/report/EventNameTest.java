package dev.rolegate.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventNameTest {
  @Test
  void theSameThingSaidAgainIsTheSameEvent() {
    assertThat(EventName.of("web", "u", "DriftRemoved", "x"))
        .isEqualTo(EventName.of("web", "u", "DriftRemoved", "x"))
        .matches("web\\.[0-9a-f]{20}");
  }

  @Test
  void anotherReasonNoteOrResourceIsAnother() {
    String name = EventName.of("web", "u", "DriftRemoved", "x");
    assertThat(name)
        .isNotEqualTo(EventName.of("web", "v", "DriftRemoved", "x"))
        .isNotEqualTo(EventName.of("web", "u", "GroupCreated", "x"))
        .isNotEqualTo(EventName.of("web", "u", "DriftRemoved", "y"));
  }

  @Test
  void aLongNameFitsWhatKubernetesAllows() {
    assertThat(EventName.of("x".repeat(253), "u", "r", "n")).hasSizeLessThanOrEqualTo(253);
  }
}
