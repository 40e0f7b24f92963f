package dev.rolegate.model;

/**
 * A documented rule that cannot be applied now: it is neither added, changed nor removed.
 *
 * @param name of the declared entry; live rules whose description carries it are kept
 * @param reason CamelCase, for conditions, as {@code RoleNotFound}
 * @param message what is missing and what to do
 */
public record WithheldRule(
    Direction direction, String name, String content, String reason, String message) {
  public static final String ROLE_NOT_FOUND = "RoleNotFound";

  /** The peer is a group by its id or a prefix list, and the namespace may name none. */
  public static final String FOREIGN_PEER_NOT_GRANTED = "ForeignPeerNotGranted";
}
