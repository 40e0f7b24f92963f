package dev.rolegate.sim.log;

import java.util.List;

/**
 * A permission that a call needed and had.
 *
 * @param action as {@code ec2:CreateTags}
 * @param resource an ARN, or {@code *} for an action that is authorized on no resource
 * @param allowedBy the statements that allowed it, as {@code own/ChangeOwnGroups}; empty where no
 *     policies are evaluated
 */
public record PermissionUse(String action, String resource, List<String> allowedBy) {}
