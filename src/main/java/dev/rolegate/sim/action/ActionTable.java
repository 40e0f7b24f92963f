package dev.rolegate.sim.action;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every action that the simulator knows, by name. */
public final class ActionTable {
  private final SortedMap<String, Action> byName = new TreeMap<>();

  /** A group of related actions, such as those on security groups. */
  public interface Family {
    Collection<Action> actions();
  }

  public ActionTable(Collection<Family> families) {
    for (Family family : families) {
      for (Action action : family.actions()) {
        if (byName.put(action.name(), action) != null) {
          throw new IllegalArgumentException("two handlers for the action " + action.name());
        }
      }
    }
  }

  public Action find(String name) {
    Action action = byName.get(name);
    if (action == null) {
      throw Ec2Error.client(
          "InvalidAction", "The action " + name + " is not valid for this web service.");
    }
    return action;
  }

  public SortedMap<String, Action> all() {
    return Collections.unmodifiableSortedMap(byName);
  }
}
