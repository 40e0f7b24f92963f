package dev.rolegate.sim.iam;

import java.util.List;

/**
 * One statement of a policy.
 *
 * @param name policy and Sid, as {@code own/ChangeOwnGroups}
 * @param excluded true for NotAction: all actions but these
 * @param elsewhere true for NotResource: all resources but these
 * @param principals of a trust policy; empty in all others
 */
record Statement(
    String name,
    boolean allow,
    boolean excluded,
    List<String> actions,
    boolean elsewhere,
    List<String> resources,
    List<TrustedPrincipal> principals,
    List<Condition> conditions) {

  /**
   * Whether the statement speaks about the access. EC2 has to find a resource before it can know
   * its attributes: for one that does not exist, conditions on them do not stand in the way of an
   * allowing statement, and a denying one does not apply [I].
   */
  boolean covers(String action, Access access, RequestContext context) {
    return actions.stream().anyMatch(one -> Glob.ignoringCase(one, action)) != excluded
        && (resources.isEmpty()
            || resources.stream().anyMatch(one -> matches(one, access.resource())) != elsewhere)
        && conditions.stream()
            .allMatch(
                one ->
                    access.missing() && ConditionKeys.isOfResource(one.key())
                        ? allow
                        : one.holds(context));
  }

  private static boolean matches(String pattern, String resource) {
    return resource.equals(Access.ANY) ? pattern.equals(Access.ANY) : Glob.arn(pattern, resource);
  }
}
