package dev.rolegate.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What keeps a RoleSecurityGroup in the cluster until its group has been dealt with. */
public final class Finalizer {
  public static final String NAME = "rolegate.dev/finalizer";

  private Finalizer() {}

  static boolean isOn(HasMetadata resource) {
    return resource.hasFinalizer(NAME);
  }
}
