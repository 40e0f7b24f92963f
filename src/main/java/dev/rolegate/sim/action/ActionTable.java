package dev.rolegate.sim.action;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every action that the simulator knows, by service and name. */
public final class ActionTable {
  private final SortedMap<String, Action> byName = new TreeMap<>();

  /** A group of related actions, such as those on security groups. */
  public interface Family {
    Collection<Action> actions();
  }

  public ActionTable(Collection<Family> families) {
    for (Family family : families) {
      for (Action action : family.actions()) {
        if (byName.put(action.fullName(), action) != null) {
          throw new IllegalArgumentException("two handlers for the action " + action.fullName());
        }
      }
    }
  }

  /**
   * @throws Ec2Error InvalidAction if the service has no such action
   */
  public Action find(Service service, String name) {
    Action action = byName.get(service.prefix() + ":" + name);
    if (action == null) {
      throw Ec2Error.client(
          "InvalidAction", "The action " + name + " is not valid for this web service.");
    }
    return action;
  }

  /** The action of a service that is told by method and path; empty if there is none. */
  public Optional<Action> routed(Service service, String method, String path) {
    return byName.values().stream()
        .filter(one -> one.service() == service)
        .filter(one -> one.route().flatMap(route -> route.match(method, path)).isPresent())
        .findFirst();
  }
}
