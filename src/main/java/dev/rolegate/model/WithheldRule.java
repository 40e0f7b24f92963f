package dev.rolegate.model;

import java.util.Optional;

/**
 * A documented rule that cannot be applied now: it is neither added nor changed. What is live under
 * it is kept, unless it is to be removed.
 *
 * @param name of the declared entry; live rules whose description carries it are kept
 * @param permission what it allows, where it could be read; a live rule of that content is kept, or
 *     removed where {@link #removed} says so
 * @param reason CamelCase, for conditions, as {@code RoleNotFound}
 * @param message what is missing and what to do
 * @param removed true where live rules of its content are not kept either
 */
public record WithheldRule(
    Direction direction,
    String name,
    String content,
    Optional<Permission> permission,
    String reason,
    String message,
    boolean removed) {
  public static final String ROLE_NOT_FOUND = "RoleNotFound";

  /** The peer is a group by its id or a prefix list, and the namespace may name none. */
  public static final String FOREIGN_PEER_NOT_GRANTED = "ForeignPeerNotGranted";

  /** The peer is an AddressSet that does not exist. */
  public static final String ADDRESS_SET_NOT_FOUND = "AddressSetNotFound";

  /** The peer is an AddressSet that holds what its schema refuses. */
  public static final String ADDRESS_SET_INVALID = "AddressSetInvalid";

  /** A guardrail does not let it pass, or could not tell. */
  public static final String GUARDRAIL = "Guardrail";

  /** A rule of which no more is known than its name, or whose live form is told by it. */
  public WithheldRule(
      Direction direction, String name, String content, String reason, String message) {
    this(direction, name, content, Optional.empty(), reason, message, false);
  }

  public WithheldRule withPermission(Permission value) {
    return new WithheldRule(direction, name, content, Optional.of(value), reason, message, removed);
  }
}
