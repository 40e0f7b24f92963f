package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Idempotency;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.network.GroupSets;
import dev.rolegate.sim.state.Instance;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * RunInstances, from its own parameters laid over those of a launch template. Groups that a
 * template names are looked for now, and only now [D].
 */
final class RunInstances implements ActionTable.Family {
  private final GroupSets groups;

  RunInstances(GroupSets groups) {
    this.groups = groups;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(Action.write("RunInstances", Bucket.RUN_INSTANCES, this::run));
  }

  private Consumer<Xml> run(Call call) {
    Params params = call.params();
    params.required("MinCount");
    params.required("MaxCount");
    int least = params.integer("MinCount").orElseThrow();
    int count = params.integer("MaxCount").orElseThrow();
    checkCounts(least, count);
    Optional<TemplateRef> template = TemplateRef.readOptional(params.struct("LaunchTemplate"));
    Optional<String> version = params.struct("LaunchTemplate").string("Version");
    LaunchSpec own = LaunchSpec.read(params);
    Idempotency once = Idempotency.read(call, "RunInstances");
    if (template.isEmpty()) {
      own.check();
    }
    call.ready(call.arn("instance", "*"));
    Optional<List<String>> earlier = once.earlier();
    if (earlier.isPresent()) {
      return answer(call, earlier.get());
    }
    LaunchSpec spec = template.map(ref -> overlay(call, ref, version)).orElse(own);
    spec.check();
    List<String> ids = launch(call, spec, count);
    once.remember(ids);
    return answer(call, ids);
  }

  private List<String> launch(Call call, LaunchSpec spec, int count) {
    boolean shared = spec.interfaces().stream().anyMatch(one -> one.existingId().isPresent());
    if (shared && count > 1) {
      throw Ec2Error.combination(
          "A network interface may not be used by more than one instance of a launch.");
    }
    Launcher launcher = new Launcher(call, groups, spec, call.params().string("ClientToken"));
    String reservationId = call.world().ids().next("r");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(launcher.launch(reservationId, i).id());
    }
    call.settling(state -> InstanceLife.advance(state, ids, Instance.State.RUNNING));
    return ids;
  }

  /** The template's parameters; those of the request take the place of equal ones [D]. */
  private static LaunchSpec overlay(Call call, TemplateRef ref, Optional<String> version) {
    Map<String, String> merged =
        new TreeMap<>(ref.version(call, version.orElse(TemplateRef.DEFAULT)).data());
    Map<String, String> sent = call.params().values();
    sent.keySet().forEach(name -> merged.keySet().removeIf(old -> top(old).equals(top(name))));
    merged.putAll(sent);
    return LaunchSpec.read(new Params(merged));
  }

  private static String top(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static void checkCounts(int least, int most) {
    if (least < 1 || most < 1) {
      throw Ec2Error.invalidValue(
          "Value (" + Math.min(least, most) + ") for instance count is invalid. Must be positive.");
    }
    if (most < least) {
      throw Ec2Error.invalidValue(
          "Minimum instance count "
              + least
              + " is greater than the maximum instance count "
              + most);
    }
  }

  private static Consumer<Xml> answer(Call call, List<String> ids) {
    List<Instance> made =
        ids.stream().map(id -> IdKind.INSTANCE.find(call, Instance.class, id)).toList();
    return xml -> InstanceXml.reservation(xml, call, made);
  }
}
