package dev.rolegate.execute.audit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is only ever appended to. It is opened for each line, so it may be moved away at any
 * time and goes on under its name. A line that a crash or a full disk cut short stays as it is; the
 * next one begins on a line of its own.
 */
public final class AuditFile implements AuditSink {
  private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

  private final Path path;
  private boolean maybeCut = true;
  private boolean failing;

  public AuditFile(Path path) {
    this.path = path;
  }

  @Override
  public synchronized void write(String line, boolean durable) throws IOException {
    try {
      append(line, durable);
    } catch (IOException e) {
      maybeCut = true;
      IOException told = new IOException("audit file " + path + ": " + reason(e), e);
      if (!failing) {
        LOG.error("{}; no call that changes AWS is made while this lasts", told.getMessage());
      }
      failing = true;
      throw told;
    }
    if (failing) {
      LOG.info("audit file {} can be written again", path);
    }
    failing = false;
  }

  private void append(String line, boolean durable) throws IOException {
    String text = maybeCut && isCut() ? "\n" + line + "\n" : line + "\n";
    try (FileChannel file = FileChannel.open(path, CREATE, WRITE, APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      if (durable) {
        file.force(false);
      }
    }
    maybeCut = false;
  }

  private boolean isCut() throws IOException {
    // A device or a pipe has no end to look at.
    if (!Files.isRegularFile(path) || Files.size(path) == 0) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      file.read(last, file.size() - 1);
      return last.get(0) != '\n';
    }
  }

  /** The JDK's messages of these exceptions are often the path alone. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName().replace("Exception", "")
        : String.valueOf(e.getMessage());
  }
}
