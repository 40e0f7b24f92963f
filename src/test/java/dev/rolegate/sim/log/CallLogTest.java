package dev.rolegate.sim.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallLogTest {
  private static CallRecord call(long number) {
    return new CallRecord(
        number,
        Instant.EPOCH,
        "a",
        "k",
        "c",
        "r",
        "ec2",
        "X",
        Map.of(),
        false,
        200,
        "OK",
        "",
        "id",
        0,
        0,
        List.of());
  }

  @Test
  @DisplayName("beyond its limit the log forgets the oldest calls but goes on numbering")
  void bounded() {
    CallLog log = new CallLog(3);
    for (int i = 0; i < 5; i++) {
      log.add(CallLogTest::call);
    }
    assertThat(log.all()).extracting(CallRecord::number).containsExactly(3L, 4L, 5L);
    assertThat(log.since(4)).extracting(CallRecord::number).containsExactly(5L);
    assertThat(log.count()).isEqualTo(5);
  }
}
