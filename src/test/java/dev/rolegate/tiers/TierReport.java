package dev.rolegate.tiers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes how many tests of a tier ran and from when to when, a line for each run of a JVM: its
 * name, how many passed, failed and were skipped, and both moments in milliseconds. {@code make
 * test} sums them up with {@code src/test/tiers.awk}: several JVMs may share a tier.
 */
public final class TierReport implements TestExecutionListener {
  private static final Path FILE = Path.of("target", "tiers.txt");
  private static final String UNIT = "unit";

  /** Tags, the narrower one first: an end-to-end test is one on the API server too. */
  private static final List<String> TAGS =
      List.of("operator", "e2e", "process", "apiserver", "moto", "boto3", "bench");

  private final Map<String, Counts> tiers = new TreeMap<>();
  private TestPlan plan;
  private long started;

  private static final class Counts {
    private int passed;
    private int failed;
    private int skipped;
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan begun) {
    tiers.clear();
    plan = begun;
    started = System.currentTimeMillis();
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      switch (result.getStatus()) {
        case SUCCESSFUL -> counts(test).passed++;
        case FAILED -> counts(test).failed++;
        case ABORTED -> counts(test).skipped++;
      }
    } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      counts(test).failed++;
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    counts(test).skipped++;
  }

  private Counts counts(TestIdentifier test) {
    return tiers.computeIfAbsent(tier(test), tier -> new Counts());
  }

  /** Its own tag, or that of what it is a part of: a dynamic test has none. */
  private String tier(TestIdentifier test) {
    Optional<String> tag =
        TAGS.stream().filter(name -> test.getTags().contains(TestTag.create(name))).findFirst();
    return tag.or(() -> plan.getParent(test).map(this::tier)).orElse(UNIT);
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan ended) {
    long now = System.currentTimeMillis();
    var lines = new StringBuilder();
    tiers.forEach(
        (tier, c) ->
            lines.append(
                "%s %d %d %d %d %d%n"
                    .formatted(tier, c.passed, c.failed, c.skipped, started, now)));
    try {
      Files.writeString(FILE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
