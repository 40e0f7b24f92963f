package dev.rolegate.topology;

import java.util.ArrayList;
import java.util.List;

/** Fields whose content cannot be used, with the reason. */
final class FieldErrors {
  private final List<String> lines = new ArrayList<>();

  void add(String path, String message) {
    lines.add(path + ": " + message);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  String first() {
    return lines.get(0);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
