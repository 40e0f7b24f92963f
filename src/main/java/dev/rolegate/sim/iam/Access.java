package dev.rolegate.sim.iam;

import java.util.function.Supplier;

/**
 * One check that IAM makes for a call: an action on a resource. A call may need several.
 *
 * @param action as {@code ec2:CreateTags}
 * @param resource an ARN, or {@code *} for an action that is authorized on no resource
 * @param missing whether a resource is named that does not exist, so that nothing is known of it
 * @param context made only where policies are evaluated
 */
public record Access(
    String action, String resource, boolean missing, Supplier<RequestContext> context) {
  public static final String ANY = "*";

  public static Access to(String action, String resource, Supplier<RequestContext> context) {
    return new Access(action, resource, false, context);
  }
}
