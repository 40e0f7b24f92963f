package dev.rolegate.model;

import java.util.Optional;
import java.util.Set;

/**
 * Where a declaration's group comes from, and what of its rules was Rolegate's before.
 *
 * @param adoptId the existing group that the declaration takes over; empty where Rolegate makes one
 * @param consented true when the platform team lets this namespace take over the group: the adopted
 *     one, or the known one that lost its tags
 * @param applied short hashes (see {@link AppliedRules}) of the rules that were documented and in
 *     place when last looked at; empty where that is not known
 */
public record Provenance(String adoptId, boolean consented, Optional<Set<String>> applied) {
  /** Made by Rolegate, and nothing known of what was applied. */
  public static final Provenance UNKNOWN = new Provenance("", false, Optional.empty());

  public Provenance {
    applied = applied.map(Set::copyOf);
  }

  /** True when the declaration takes over an existing group. */
  public boolean adopts() {
    return !adoptId.isEmpty();
  }
}
