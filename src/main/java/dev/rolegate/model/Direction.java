package dev.rolegate.model;

/** Which way a rule lets new connections go, seen from the members of its group. */
public enum Direction {
  INGRESS,
  EGRESS;

  /** The word that plans, events and messages use: {@code ingress} or {@code egress}. */
  public String word() {
    return this == INGRESS ? "ingress" : "egress";
  }
}
