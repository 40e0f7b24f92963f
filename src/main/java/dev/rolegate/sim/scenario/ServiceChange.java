package dev.rolegate.sim.scenario;

import dev.rolegate.sim.scenario.Scenario.Resource;
import dev.rolegate.sim.state.World;
import java.util.List;

/**
 * A change of what other services hold, as JSON.
 *
 * @param add put there, in place of those of the same kind and name
 * @param remove taken away; kind and name, and {@code in} where they are in something
 */
public record ServiceChange(List<Resource> add, List<Resource> remove) {
  public ServiceChange {
    add = add == null ? List.of() : List.copyOf(add);
    remove = remove == null ? List.of() : List.copyOf(remove);
  }

  /**
   * @throws ScenarioException at the first that is not stated well; what came before stays
   */
  public void apply(World world, String account, String region) {
    ServiceStage stage = new ServiceStage(world, region, account, "the change");
    for (int i = 0; i < remove.size(); i++) {
      stage.remove("remove[" + i + "]", remove.get(i));
    }
    for (int i = 0; i < add.size(); i++) {
      stage.add("add[" + i + "]", add.get(i));
    }
  }
}
