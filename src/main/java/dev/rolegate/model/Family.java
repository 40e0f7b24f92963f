package dev.rolegate.model;

/** Address family; EC2 counts rules against its quota separately for each. */
public enum Family {
  IPV4,
  IPV6
}
