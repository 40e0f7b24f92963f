package dev.rolegate.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * What a command prints to, which remembers that it could not be written: a PrintWriter keeps that
 * to itself, and a pipeline would take half a document for a whole one.
 */
final class StandardOutput extends FilterOutputStream {
  /** What a system says where the reader has ended, as {@code head} does. */
  private static final String NO_READER = "broken pipe";

  private IOException failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    try {
      out.write(octets, from, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** Why something was lost that somebody waits for; empty also where the reader wants no more. */
  Optional<String> lost() {
    return Optional.ofNullable(failure)
        .map(IOException::getMessage)
        .filter(reason -> !reason.toLowerCase(Locale.ROOT).contains(NO_READER));
  }
}
