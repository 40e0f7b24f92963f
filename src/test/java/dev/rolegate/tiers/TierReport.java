package dev.rolegate.tiers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes how many tests a tier ran and how long it took; the build prints the lines at its end. */
public final class TierReport implements TestExecutionListener {
  private static final Path FILE = Path.of("target", "tiers.txt");

  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private final long started = System.nanoTime();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      switch (result.getStatus()) {
        case SUCCESSFUL -> passed.incrementAndGet();
        case FAILED -> failed.incrementAndGet();
        case ABORTED -> skipped.incrementAndGet();
      }
    } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      failed.incrementAndGet();
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped.incrementAndGet();
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    int all = passed.get() + failed.get() + skipped.get();
    String tier = System.getProperty("tests.rolegate.tier");
    if (all == 0 || tier == null) {
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%-10s %5d passed, %d failed, %d skipped in %.1f s%n",
            tier,
            passed.get(),
            failed.get(),
            skipped.get(),
            (System.nanoTime() - started) / 1e9);
    try {
      Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
