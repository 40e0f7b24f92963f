package dev.rolegate.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code make demo}: plays the main job on a simulated EC2 and a Kubernetes API server of its own,
 * with the packaged jar, and says what happens. Ends with 0 when every check held, else with 1. The
 * environment variable {@code KEEP=1} leaves everything running after the story.
 */
public final class Demo {
  private static final Path FOLDER = Path.of("target/demo");

  /** Credentials and profiles of the user's own must have no say in a demo. */
  private static final Map<String, String> NO_REAL_AWS =
      Map.of(
          "AWS_EC2_METADATA_DISABLED", "true",
          "AWS_CONFIG_FILE", FOLDER.resolve("no-aws-config").toAbsolutePath().toString(),
          "AWS_SHARED_CREDENTIALS_FILE",
              FOLDER.resolve("no-aws-credentials").toAbsolutePath().toString());

  private final Screen screen = new Screen();
  private final Checks checks = new Checks(screen);
  private final Children children = new Children(FOLDER, NO_REAL_AWS);
  private final boolean keep;

  private Demo(boolean keep) {
    this.keep = keep;
  }

  public static void main(String[] args) {
    String keep = System.getenv("KEEP");
    System.exit(new Demo(keep != null && !keep.isBlank() && !keep.equals("0")).play());
  }

  private int play() {
    try (children) {
      try {
        tell();
      } catch (NotHeld e) {
        failed(e.getMessage());
      } catch (RuntimeException e) {
        unexpected(e);
      }
    }
    return checks.allHeld() ? 0 : 1;
  }

  private void tell() {
    removeOldLogs();
    screen.line("Rolegate: declared roles become security groups, and stay so.");
    screen.gap();
    try (var stage = Stage.open(screen, checks, children, FOLDER)) {
      try {
        chapters(stage);
      } finally {
        saveCalls(stage);
      }
      summary();
      if (keep) {
        new Keeping(stage, children).untilInterrupted();
      }
    }
  }

  private static void removeOldLogs() {
    try (var files = Files.newDirectoryStream(Files.createDirectories(FOLDER), "*.log")) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void chapters(Stage stage) {
    int number = 0;
    for (Chapter chapter :
        List.of(
            new MessyVpcChapter(),
            new ObserveChapter(),
            new EnforceChapter(),
            new DriftChapter(),
            new AgainChapter(),
            new RevertChapter(),
            new OrphanChapter(),
            new GuardrailChapter(),
            new ExpiryChapter(),
            new ForgottenChapter())) {
      number++;
      screen.chapter(number, chapter.title());
      checks.chapter(number);
      chapter.play(stage);
    }
  }

  /** The calls go with the logs; without a simulator there are none to be had. */
  private void saveCalls(Stage stage) {
    if (children.closed()) {
      return;
    }
    try {
      stage.calls().save(FOLDER.resolve("ec2-calls.log"));
    } catch (UncheckedIOException simulatorGone) {
      screen.line("The EC2 calls could not be saved: " + simulatorGone.getMessage());
    }
  }

  private void summary() {
    screen.gap();
    screen.block(checks.table());
    screen.line(
        checks.allHeld()
            ? "All " + checks.size() + " checks held, in " + Screen.seconds(screen.elapsed()) + "."
            : (checks.size() - checks.held()) + " of " + checks.size() + " checks did NOT hold.");
    if (!checks.allHeld()) {
      logs();
    }
  }

  /** Most often a part that was told to end while another still used it. */
  private void unexpected(RuntimeException e) {
    failed(children.closed() ? "" : e + "; stack trace in " + stackTrace(e));
  }

  private void failed(String why) {
    screen.gap();
    if (children.closed()) {
      screen.line("Interrupted; everything that was started is being stopped.");
      return;
    }
    checks.failed("the story goes on");
    screen.line("THE DEMO FAILED");
    screen.line("  " + why);
    screen.gap();
    summary();
  }

  private void logs() {
    screen.line("What the processes printed: " + FOLDER.toAbsolutePath() + "/*.log");
  }

  private static String stackTrace(RuntimeException e) {
    Path file = FOLDER.resolve("failure.log");
    try (var writer = new PrintWriter(Files.newBufferedWriter(file))) {
      e.printStackTrace(writer);
    } catch (IOException unwritable) {
      e.printStackTrace();
    }
    return file.toString();
  }
}
