package dev.rolegate.tiers;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has each JVM of a tier index the test classes by itself. Quarkus 3.32 writes the index to one
 * file beside them, and another JVM may read it half written: "Not a jandex index" (quarkus issue
 * 54579, mended in a later version by an atomic write). Where the file cannot be written, Quarkus
 * makes the index anew each time, so there is a link to nowhere in its place.
 */
public final class OwnIndex implements LauncherSessionListener {
  private static final Path INDEX = Path.of("target", "test-classes", "test-classes.idx");
  private static final Path NOWHERE = Path.of("not-here", "test-classes.idx");

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (Files.isSymbolicLink(INDEX) || !Files.isDirectory(INDEX.getParent())) {
      return;
    }
    try {
      Files.deleteIfExists(INDEX);
      Files.createSymbolicLink(INDEX, NOWHERE);
    } catch (FileAlreadyExistsException e) {
      // Another JVM was quicker.
    } catch (IOException | UnsupportedOperationException e) {
      System.err.println("*** JVMs of a tier share " + INDEX + ", and may read it too early: " + e);
    }
  }
}
