package dev.rolegate.sim.scenario;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.iam.Authorization;
import dev.rolegate.sim.iam.Iam;
import dev.rolegate.sim.state.Principals;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.World;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Performs the API's own actions for a scenario, so that a scene obeys the same rules as any
 * request. What takes time otherwise is done at once.
 */
final class Stage {
  private final World world;
  private final ActionTable actions;
  private final String region;
  private final String file;

  Stage(World world, ActionTable actions, String region, String file) {
    this.world = world;
    this.actions = actions;
    this.region = region;
    this.file = file;
  }

  /** The id to use for a resource: the given one, checked, or a new one; the next of its kind. */
  String id(String where, IdKind kind, Optional<String> given) {
    String id = given.orElseGet(() -> world.ids().next(kind.prefix()));
    if (!kind.fits(id)) {
      throw wrong(
          where + ".id",
          "'%s' is no id of this kind; it takes %s- and 8 or 17 hexadecimal digits"
              .formatted(id, kind.prefix()));
    }
    if (state().resource(id).isPresent()) {
      throw wrong(where + ".id", "'" + id + "' is there already");
    }
    world.ids().give(kind.prefix(), id);
    return id;
  }

  /** Performs an action of the API for an account. */
  void call(String where, String account, String name, Map<String, String> params) {
    Action action = actions.find(Service.EC2, name);
    List<Call.Later> later = new ArrayList<>();
    try {
      world.update(
          region,
          state -> {
            Call call =
                new Call(
                    action,
                    new Params(params),
                    world.principals().of(account),
                    region,
                    world,
                    new Behaviour(0).settling(Duration.ZERO),
                    unlimited(account),
                    state);
            action.handler().handle(call);
            later.addAll(call.later());
            return call.state();
          });
    } catch (Ec2Error refused) {
      throw wrong(where, name + ": " + refused.code() + ": " + refused.getMessage());
    }
    later.forEach(one -> world.schedule(region, one.after(), one.change()));
  }

  private Authorization unlimited(String account) {
    Principals none = new Principals(account, Map.of());
    return new Authorization(new Iam(none), none.of(account), region, () -> "");
  }

  void change(UnaryOperator<RegionState> change) {
    world.update(region, change);
  }

  RegionState state() {
    return world.current().region(region);
  }

  World world() {
    return world;
  }

  ScenarioException wrong(String where, String why) {
    return new ScenarioException(file + ": " + where, why);
  }

  /** Adds {@code TagSpecification.1} for tags, if there are any. */
  static void tag(Map<String, String> params, String type, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      params.put("TagSpecification.1.ResourceType", type);
      int number = 1;
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        String prefix = "TagSpecification.1.Tag." + number++;
        params.put(prefix + ".Key", tag.getKey());
        params.put(prefix + ".Value", tag.getValue());
      }
    }
  }

  /** Adds {@code NAME.1}, {@code NAME.2} and so on. */
  static void list(Map<String, String> params, String name, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      params.put(name + "." + (i + 1), values.get(i));
    }
  }
}
