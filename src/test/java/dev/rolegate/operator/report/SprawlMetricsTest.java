package dev.rolegate.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SprawlMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SprawlMetrics metrics = new SprawlMetrics(registry);

  private static SprawlStatus status(List<String> missing, SprawlCount... counts) {
    return new SprawlStatus(List.of(counts), List.of(), missing);
  }

  private Optional<Double> findings(String vpc, String kind) {
    return Optional.ofNullable(
            registry.find("rolegate.sprawl.findings").tag("vpc", vpc).tag("kind", kind).gauge())
        .map(Gauge::value);
  }

  @Test
  void a_kind_that_is_no_longer_seen_has_no_series() {
    metrics.looked(
        "prod",
        status(List.of(), new SprawlCount("DeadPeer", 2, 3), new SprawlCount("Duplicate", 0, 0)),
        Optional.of(Instant.ofEpochSecond(7)));
    assertThat(findings("prod", "DeadPeer")).contains(2.0);
    assertThat(findings("prod", "Duplicate")).contains(0.0);

    metrics.looked(
        "prod",
        status(List.of("interfaces"), new SprawlCount("Duplicate", 1, 2)),
        Optional.empty());
    assertThat(findings("prod", "DeadPeer")).isEmpty();
    assertThat(findings("prod", "Duplicate")).contains(1.0);
    assertThat(registry.find("rolegate.sprawl.missing").gauge().value()).isEqualTo(1);
    assertThat(registry.find("rolegate.sprawl.last.look.timestamp").gauge().value()).isEqualTo(7);

    metrics.looked("prod", status(List.of(), new SprawlCount("DeadPeer", 4, 4)), Optional.empty());
    assertThat(findings("prod", "DeadPeer")).contains(4.0);
  }

  @Test
  void series_go_with_their_ManagedVpc_and_leave_the_others() {
    var status = status(List.of(), new SprawlCount("DeadPeer", 2, 3));
    metrics.looked("gone", status, Optional.of(Instant.ofEpochSecond(7)));
    metrics.looked("stays", status, Optional.empty());
    metrics.forget("gone");
    metrics.forget("never seen");
    assertThat(registry.getMeters())
        .hasSize(2)
        .allSatisfy(meter -> assertThat(meter.getId().getTag("vpc")).isEqualTo("stays"));
    metrics.looked("gone", status, Optional.empty());
    assertThat(findings("gone", "DeadPeer")).contains(2.0);
  }
}
