package dev.rolegate.cli;

import java.nio.file.Path;
import java.util.List;

/** {@code rolegate plan} over a folder, against what the AWS SDK's own settings name. */
public final class PlanRun {
  private final CliRun run;

  private PlanRun(CliRun run) {
    this.run = run;
  }

  public static PlanRun of(Path folder, String clusterId) {
    return new PlanRun(
        CliRun.of(new AwsPlanSource(), "plan", "-f", folder.toString(), "--cluster-id", clusterId));
  }

  public int code() {
    return run.code();
  }

  /** The lines of standard error. */
  public List<String> errors() {
    return run.err().lines().toList();
  }
}
