package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.ResourceIds;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.state.Instance.Reason;
import dev.rolegate.sim.state.Instance.State;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * StartInstances, StopInstances and TerminateInstances. All instances of a request change or none;
 * the new state is reached in the background.
 */
final class InstanceStates implements ActionTable.Family {
  private static final Reason BY_USER =
      new Reason(
          "Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown");
  private static final Duration VISIBLE_AFTER_TERMINATION = Duration.ofHours(1);

  private record Change(Instance before, Instance after) {}

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("StartInstances", Bucket.MUTATING, this::start),
        Action.write("StopInstances", Bucket.MUTATING, this::stop),
        Action.write("TerminateInstances", Bucket.MUTATING, this::terminate));
  }

  private Consumer<Xml> start(Call call) {
    List<String> ids = ids(call, "AdditionalInfo");
    return change(call, ids, one -> started(call, one), State.RUNNING);
  }

  private Consumer<Xml> stop(Call call) {
    List<String> ids = ids(call, "Force", "Hibernate", "SkipOsShutdown");
    return change(call, ids, InstanceStates::stopped, State.STOPPED);
  }

  private Consumer<Xml> terminate(Call call) {
    List<String> ids = ids(call, "Force", "SkipOsShutdown");
    Consumer<Xml> answer = change(call, ids, InstanceStates::ended, State.TERMINATED);
    call.settling(state -> InstanceLife.end(state, ids));
    call.later(
        call.behaviour().settling().plus(VISIBLE_AFTER_TERMINATION),
        state -> InstanceLife.forget(state, ids));
    return answer;
  }

  private static List<String> ids(Call call, String... withoutEffect) {
    for (String name : withoutEffect) {
      call.params().skim(name);
    }
    List<String> ids = call.params().list("InstanceId");
    if (ids.isEmpty()) {
      throw Ec2Error.missing("InstanceId");
    }
    ids.forEach(IdKind.INSTANCE::check);
    call.ready(call.arn("instance", ids.get(0)));
    return ids.stream().distinct().toList();
  }

  private static Consumer<Xml> change(
      Call call, List<String> ids, Function<Instance, Instance> change, State goal) {
    List<Instance> found = ids.stream().map(id -> find(call, ids, id)).toList();
    List<Change> changes = found.stream().map(one -> new Change(one, change.apply(one))).toList();
    changes.forEach(one -> call.put(one.after()));
    if (goal != State.TERMINATED) {
      call.settling(state -> InstanceLife.advance(state, ids, goal));
    }
    return xml ->
        xml.list(
            "instancesSet",
            changes,
            (item, one) -> {
              item.element("instanceId", one.before().id());
              InstanceXml.state(item, "currentState", one.after().state());
              InstanceXml.state(item, "previousState", one.before().state());
            });
  }

  /** Missing ones are named together: {@code The instance IDs 'i-1, i-2' do not exist} [R]. */
  private static Instance find(Call call, List<String> ids, String id) {
    List<String> missing = ids.stream().filter(one -> absent(call, one)).toList();
    if (missing.size() > 1) {
      throw Ec2Error.client(
          "InvalidInstanceID.NotFound",
          "The instance IDs '" + String.join(", ", missing) + "' do not exist");
    }
    if (missing.size() == 1) {
      throw ResourceIds.notFound(missing.get(0));
    }
    return IdKind.INSTANCE.find(call, Instance.class, id);
  }

  private static boolean absent(Call call, String id) {
    return call.state()
        .find(Instance.class, id)
        .filter(one -> one.owner().equals(call.account()))
        .isEmpty();
  }

  private static Instance started(Call call, Instance one) {
    return switch (one.state()) {
      case RUNNING, PENDING -> one;
      case STOPPED -> one.launchedAgain(call.now());
      default -> throw wrongState(one, "started");
    };
  }

  private static Instance stopped(Instance one) {
    return switch (one.state()) {
      case STOPPED, STOPPING -> one;
      case RUNNING -> one.in(State.STOPPING, Optional.of(BY_USER));
      default -> throw wrongState(one, "stopped");
    };
  }

  /** Terminating twice is no mistake [D]. */
  private static Instance ended(Instance one) {
    return one.isEnding() ? one : one.in(State.SHUTTING_DOWN, Optional.of(BY_USER));
  }

  private static Ec2Error wrongState(Instance one, String verb) {
    return Ec2Error.client(
        "IncorrectInstanceState",
        "The instance '%s' is not in a state from which it can be %s.".formatted(one.id(), verb));
  }
}
