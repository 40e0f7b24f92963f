package dev.rolegate.sim.iam;

import dev.rolegate.sim.state.Principal;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.function.Supplier;

/** Refusals for want of a permission, in AWS's words [R]. */
public final class Refusals {
  private Refusals() {}

  /** The refusal where no policy of the caller allows the action. */
  public static Ec2Error notAllowed(
      Principal caller, String action, String resource, Supplier<String> encoded) {
    String why = Decision.notAllowed(Decision.Kind.IDENTITY, action).refusal();
    return of(caller, action, resource, why, encoded);
  }

  static Ec2Error of(
      Principal caller, String action, String resource, String why, Supplier<String> encoded) {
    boolean named = !resource.equals(Access.ANY);
    String refusal =
        "User: %s is not authorized to perform: %s%s %s"
            .formatted(caller.arn(), action, named ? " on resource: " + resource : "", why);
    if (!action.startsWith("ec2:")) {
      return new Ec2Error(403, "AccessDenied", refusal);
    }
    return new Ec2Error(
        403,
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. "
            + refusal
            + (named ? ". Encoded authorization failure message: " + encoded.get() : ""));
  }
}
