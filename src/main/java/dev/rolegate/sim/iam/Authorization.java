package dev.rolegate.sim.iam;

import dev.rolegate.sim.log.PermissionUse;
import dev.rolegate.sim.state.Principal;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The checks of one request, in their order, and what came of them. */
public final class Authorization {
  private final Iam iam;
  private final Principal caller;
  private final String region;
  private final Supplier<String> encoded;
  private final List<PermissionUse> used = new ArrayList<>();

  /**
   * @param encoded makes what stands for the encoded authorization message of a refusal
   */
  public Authorization(Iam iam, Principal caller, String region, Supplier<String> encoded) {
    this.iam = iam;
    this.caller = caller;
    this.region = region;
    this.encoded = encoded;
  }

  /**
   * Checks every access that a call needs.
   *
   * @throws Ec2Error UnauthorizedOperation or AccessDenied, for the first that is not allowed
   */
  public void check(List<Access> accesses) {
    for (Access access : accesses) {
      Decision decision = iam.decide(caller, region, access);
      if (!decision.isAllowed()) {
        throw Refusals.of(caller, access.action(), access.resource(), decision.refusal(), encoded);
      }
      used.add(new PermissionUse(access.action(), access.resource(), decision.allowedBy()));
    }
  }

  /** What was allowed so far. */
  public List<PermissionUse> used() {
    return List.copyOf(used);
  }
}
