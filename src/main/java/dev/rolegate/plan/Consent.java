package dev.rolegate.plan;

import java.util.Set;

/**
 * What may be narrowed and deleted at this moment: limits, what the hour's window has left, and
 * what was approved. Beyond it steps are held; it never lets a plan do what it would not do anyway.
 *
 * @param maxNarrowedPercent which part of the documented live rules of the VPC one plan may narrow
 *     because of changed or vanished documents, 0 to 100, rounded up
 * @param deletionsLeft how many more groups may be deleted in this hour
 * @param deletionsBegun ids of groups whose deletion the window counts already
 * @param approved hashes of {@link HeldItem}s that were approved and are still to be done
 * @param released ids of adopted groups whose first approved narrowing has been applied
 */
public record Consent(
    int maxNarrowedPercent,
    int deletionsLeft,
    Set<String> deletionsBegun,
    Set<String> approved,
    Set<String> released) {

  /** No limit; what is adopted still waits for its first approval. */
  public static final Consent UNLIMITED =
      new Consent(100, Integer.MAX_VALUE, Set.of(), Set.of(), Set.of());

  public Consent {
    deletionsBegun = Set.copyOf(deletionsBegun);
    approved = Set.copyOf(approved);
    released = Set.copyOf(released);
  }

  public Consent withApproved(Set<String> value) {
    return new Consent(maxNarrowedPercent, deletionsLeft, deletionsBegun, value, released);
  }

  public Consent withReleased(Set<String> value) {
    return new Consent(maxNarrowedPercent, deletionsLeft, deletionsBegun, approved, value);
  }
}
