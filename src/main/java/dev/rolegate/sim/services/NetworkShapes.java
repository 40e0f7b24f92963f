package dev.rolegate.sim.services;

import dev.rolegate.sim.wire.Tree;
import java.util.List;

/** How services write subnets and groups. */
final class NetworkShapes {
  private NetworkShapes() {}

  /** As ECS does. */
  static Tree ofEcs(List<String> subnets, List<String> groups) {
    return Tree.of(
        "awsvpcConfiguration",
        Tree.of("subnets", subnets, "securityGroups", groups, "assignPublicIp", "DISABLED"));
  }

  /** As EventBridge and Scheduler do. */
  static Tree ofTarget(List<String> subnets, List<String> groups) {
    return Tree.of(
        "awsvpcConfiguration",
        Tree.of("Subnets", subnets, "SecurityGroups", groups, "AssignPublicIp", "DISABLED"));
  }

  /** As SageMaker does. */
  static Tree ofSageMaker(List<String> subnets, List<String> groups) {
    return Tree.of("SecurityGroupIds", groups, "Subnets", subnets);
  }
}
