package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts a request's list to what one call may name. */
public final class Chunks {
  private Chunks() {}

  /** Sorted and without doubles, so that equal lists make equal requests. */
  public static List<List<String>> of(Collection<String> ids, int size) {
    List<String> sorted = ids.stream().sorted().distinct().toList();
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += size) {
      chunks.add(sorted.subList(from, Math.min(sorted.size(), from + size)));
    }
    return chunks;
  }
}
