package dev.rolegate.sim.action;

import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.iam.Authorization;
import dev.rolegate.sim.state.Entity;
import dev.rolegate.sim.state.Principal;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.World;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One request under way: what was asked, by whom, and the state that it works on. Changes stay with
 * the call until its handler returns, then all of them take effect at once.
 */
public final class Call {
  private final Action action;
  private final Params params;
  private final Principal caller;
  private final String region;
  private final World world;
  private final Behaviour behaviour;
  private final Authorization authorization;
  private final Accesses accesses;
  private final Instant now;
  private RegionState state;
  private final List<Later> later = new ArrayList<>();
  private boolean ready;

  /**
   * A change that EC2 makes by itself some time after a call, such as a pending instance that runs.
   *
   * @param change applied to the state at that time, which may have changed in between
   */
  public record Later(Duration after, UnaryOperator<RegionState> change) {}

  public Call(
      Action action,
      Params params,
      Principal caller,
      String region,
      World world,
      Behaviour behaviour,
      Authorization authorization,
      RegionState state) {
    this.action = action;
    this.params = params;
    this.caller = caller;
    this.region = region;
    this.world = world;
    this.behaviour = behaviour;
    this.state = state;
    this.authorization = authorization;
    this.accesses = new Accesses(this);
    this.now = world.clock().now();
  }

  /** The full name of the action, as {@code ec2:CreateTags}. */
  public String actionName() {
    return action.fullName();
  }

  public Service service() {
    return action.service();
  }

  public Params params() {
    return params;
  }

  public Principal caller() {
    return caller;
  }

  public String account() {
    return caller.account();
  }

  public String region() {
    return region;
  }

  public World world() {
    return world;
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /** What IAM checks for this call. */
  public Accesses accesses() {
    return accesses;
  }

  /** The simulator's time when the call began. */
  public Instant now() {
    return now;
  }

  /** The state with this call's own changes. Reads may be given an older one. */
  public RegionState state() {
    return state;
  }

  public void put(Entity entity) {
    state(state.with(entity));
  }

  public void remove(Entity entity) {
    state(state.without(entity));
  }

  public void state(RegionState changed) {
    if (!action.mutating()) {
      throw new IllegalStateException(action.name() + " is registered as a read but writes");
    }
    state = changed;
  }

  /**
   * Has {@code change} made once the behaviour's settling time has passed, if the call succeeds.
   */
  public void settling(UnaryOperator<RegionState> change) {
    later(behaviour.settling(), change);
  }

  /** As {@link #settling}, after a time of its own. */
  public void later(Duration after, UnaryOperator<RegionState> change) {
    later.add(new Later(after, change));
  }

  /** The changes that {@link #settling} has put off. */
  public List<Later> later() {
    return List.copyOf(later);
  }

  /** {@code arn:aws:ec2:REGION:ACCOUNT:KIND/ID} for a resource of the caller. */
  public String arn(String kind, String id) {
    return arn(caller.account(), kind, id);
  }

  public String arn(String owner, String kind, String id) {
    return "arn:aws:ec2:" + region + ":" + owner + ":" + kind + "/" + id;
  }

  /** As {@link #ready(String)} for actions that EC2 authorizes on no resource in particular. */
  public void ready() {
    ready(List.of(accesses.toNothing()));
  }

  /**
   * As {@link #ready(List)} for actions that are authorized on one resource.
   *
   * @param resource its ARN; {@code KIND/*} for one that the call makes
   */
  public void ready(String resource) {
    ready(List.of(accesses.to(resource)));
  }

  /**
   * To be called when all parameters are read and the request is well formed, before the state is
   * looked at. Refuses parameters that nothing has read, then a caller without permission; ends a
   * dry run.
   *
   * @param needed what the action is authorized on; tags for what it makes are added here
   */
  public void ready(List<Access> needed) {
    boolean dryRun = params.flag("DryRun");
    if (!params.unread().isEmpty()) {
      throw Ec2Error.client(
          "UnknownParameter", "The parameter " + params.unread().first() + " is not recognized");
    }
    String resource = needed.isEmpty() ? Access.ANY : needed.get(0).resource();
    behaviour.checkPermission(action.fullName(), caller, resource);
    authorization.check(needed);
    authorization.check(accesses.toTagWhatIsNew());
    if (dryRun) {
      throw new Ec2Error(
          412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }
    ready = true;
  }

  /** Whether the handler came past {@link #ready}; one that did not has a bug. */
  public boolean wasReady() {
    return ready;
  }
}
