package dev.rolegate.cli.manifest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file cannot be read, without the names of Java's classes. */
public final class FileTrouble {
  private FileTrouble() {}

  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "you may not read it";
    }
    if (failure instanceof FileSystemException told && told.getReason() != null) {
      return told.getReason();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
