package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Quotas;
import dev.rolegate.sim.network.GroupSets;
import java.util.List;

/** The actions on instances and launch templates. */
public final class ComputeFamilies {
  private ComputeFamilies() {}

  public static List<ActionTable.Family> all(Quotas quotas) {
    GroupSets groups = new GroupSets(quotas);
    return List.of(
        new RunInstances(groups),
        new DescribeInstances(),
        new InstanceStates(),
        new InstanceAttributes(groups),
        new LaunchTemplates(),
        new TemplateVersions());
  }
}
