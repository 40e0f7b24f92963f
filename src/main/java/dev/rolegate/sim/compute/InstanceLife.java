package dev.rolegate.sim.compute;

import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.state.Instance.State;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.RegionState;
import java.util.List;
import java.util.Optional;

/** What EC2 does with instances by itself, some time after the call that asked for it. */
final class InstanceLife {
  private InstanceLife() {}

  /** Completes a transition to running or stopped, unless the instances went elsewhere since. */
  static RegionState advance(RegionState state, List<String> ids, State to) {
    State from = to == State.RUNNING ? State.PENDING : State.STOPPING;
    RegionState changed = state;
    for (String id : ids) {
      Optional<Instance> found =
          changed.find(Instance.class, id).filter(one -> one.state() == from);
      if (found.isPresent()) {
        changed = changed.with(found.get().in(to, found.get().reason()));
      }
    }
    return changed;
  }

  /**
   * Ends instances that are shutting down: interfaces that are deleted on termination go, the
   * others become available [D].
   */
  static RegionState end(RegionState state, List<String> ids) {
    RegionState changed = state;
    for (String id : ids) {
      Optional<Instance> found =
          changed.find(Instance.class, id).filter(one -> one.state() == State.SHUTTING_DOWN);
      if (found.isPresent()) {
        changed = withoutInterfaces(changed, id).with(found.get().terminated());
      }
    }
    return changed;
  }

  /** Forgets terminated instances, which stay visible for about an hour [D]. */
  static RegionState forget(RegionState state, List<String> ids) {
    RegionState changed = state;
    for (String id : ids) {
      Optional<Instance> found =
          changed.find(Instance.class, id).filter(one -> one.state() == State.TERMINATED);
      if (found.isPresent()) {
        changed = changed.without(found.get());
      }
    }
    return changed;
  }

  static RegionState withoutInterfaces(RegionState state, String instanceId) {
    RegionState changed = state;
    for (NetworkInterface one : interfaces(state, instanceId)) {
      changed =
          one.attachment().filter(Attachment::deleteOnTermination).isPresent()
              ? changed.without(one)
              : changed.with(one.withAttachment(Optional.empty()));
    }
    return changed;
  }

  /** An instance's interfaces in the order of their device indexes. */
  static List<NetworkInterface> interfaces(RegionState state, String instanceId) {
    return state.all(NetworkInterface.class).stream()
        .filter(one -> one.isAttachedTo(instanceId))
        .sorted(
            (one, other) ->
                Integer.compare(
                    one.attachment().orElseThrow().deviceIndex(),
                    other.attachment().orElseThrow().deviceIndex()))
        .toList();
  }

  /** The ids of the groups on the primary interface, which count as the instance's own. */
  static List<String> groups(RegionState state, String instanceId) {
    return interfaces(state, instanceId).stream()
        .findFirst()
        .map(NetworkInterface::groups)
        .orElse(List.of());
  }
}
