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
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what {@code make test} sums up with {@code src/test/tiers.awk}, as several JVMs may share
 * a tier. Each run of a JVM has three kinds of lines: <em>begun</em>, the JVM and what it runs;
 * <em>failed</em>, a test and why; and at its end <em>ended</em>, the JVM, the name of a tier, how
 * many passed, failed and were skipped, and both moments in milliseconds. What began and never
 * ended is what a JVM ran when it died.
 */
public final class TierReport implements TestExecutionListener {
  private static final Path FILE = Path.of("target", "tiers.txt");
  private static final int LONGEST_REASON = 160;
  private static final String UNIT = "unit";
  private static final long JVM = ProcessHandle.current().pid();

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
    var classes = new TreeSet<String>();
    for (TestIdentifier engine : begun.getRoots()) {
      begun.getChildren(engine).forEach(child -> classes.add(child.getDisplayName()));
    }
    write("begun %s %s%n".formatted(JVM, String.join(",", classes)));
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      write("failed %s %s: %s%n".formatted(tier(test), name(test), reason(result)));
    }
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
                "ended %s %s %d %d %d %d %d%n"
                    .formatted(JVM, tier, c.passed, c.failed, c.skipped, started, now)));
    if (tiers.isEmpty()) {
      lines.append("ended %s%n".formatted(JVM));
    }
    write(lines.toString());
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .map(
            source ->
                source instanceof MethodSource method
                    ? method.getClassName() + "." + method.getMethodName()
                    : source instanceof ClassSource ofClass
                        ? ofClass.getClassName()
                        : test.getDisplayName())
        .orElseGet(test::getDisplayName);
  }

  private static String reason(TestExecutionResult result) {
    String text =
        result.getThrowable().map(Throwable::toString).orElse("").strip().replaceAll("\\s+", " ");
    return text.substring(0, Math.min(LONGEST_REASON, text.length()));
  }

  private static void write(String lines) {
    try {
      Files.writeString(FILE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
