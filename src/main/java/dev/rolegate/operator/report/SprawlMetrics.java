package dev.rolegate.operator.report;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sprawl by ManagedVpc and kind. A kind that could not be looked at has no series: none is not
 * zero. Series of a ManagedVpc go when it goes.
 */
@Singleton
public class SprawlMetrics {
  private final MeterRegistry registry;
  private final Map<String, Series> vpcs = new ConcurrentHashMap<>();

  /** Guarded by itself. */
  private static final class Series {
    private final Map<String, Meter> kinds = new HashMap<>();
    private final Map<String, Integer> findings = new ConcurrentHashMap<>();
    private Meter gaps;
    private Meter looked;
    private volatile int missing;
    private volatile double lastLook;
  }

  public SprawlMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param status what the last look saw
   * @param at when it was; empty where that is not known any more
   */
  public void looked(String vpc, SprawlStatus status, Optional<Instant> at) {
    var series = vpcs.computeIfAbsent(vpc, name -> new Series());
    synchronized (series) {
      Map<String, Integer> now = new HashMap<>();
      for (SprawlCount count : status.counts()) {
        now.put(count.kind(), Objects.requireNonNullElse(count.findings(), 0));
      }
      series.findings.putAll(now);
      series.missing = status.missing().size();
      now.keySet().forEach(kind -> series.kinds.computeIfAbsent(kind, k -> kind(vpc, k, series)));
      for (String kind : series.findings.keySet()) {
        if (!now.containsKey(kind)) {
          registry.remove(series.kinds.remove(kind));
          series.findings.remove(kind);
        }
      }
      if (series.gaps == null) {
        series.gaps = gaps(vpc, series);
      }
      at.ifPresent(
          time -> {
            series.lastLook = time.toEpochMilli() / 1000.0;
            if (series.looked == null) {
              series.looked = lastLook(vpc, series);
            }
          });
    }
  }

  private Meter kind(String vpc, String kind, Series series) {
    return Gauge.builder("rolegate.sprawl.findings", series, s -> s.findings.getOrDefault(kind, 0))
        .description("Findings of what groups could be fewer or plainer; none for a kind unseen")
        .tag("vpc", vpc)
        .tag("kind", kind)
        .register(registry);
  }

  private Meter gaps(String vpc, Series series) {
    return Gauge.builder("rolegate.sprawl.missing", series, s -> s.missing)
        .description("Facts about sprawl that could not be looked at")
        .tag("vpc", vpc)
        .register(registry);
  }

  private Meter lastLook(String vpc, Series series) {
    return Gauge.builder("rolegate.sprawl.last.look.timestamp", series, s -> s.lastLook)
        .description("When the facts about sprawl were last read, in seconds since 1970")
        .baseUnit("seconds")
        .tag("vpc", vpc)
        .register(registry);
  }

  /** The ManagedVpc is gone, or its sprawl is no longer looked at. */
  public void forget(String vpc) {
    var series = vpcs.remove(vpc);
    if (series != null) {
      synchronized (series) {
        series.kinds.values().forEach(registry::remove);
        Optional.ofNullable(series.gaps).ifPresent(registry::remove);
        Optional.ofNullable(series.looked).ifPresent(registry::remove);
      }
    }
  }
}
