package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.Optional;

/**
 * An instance. Its security groups are those of its primary network interface; a terminated one has
 * neither any more.
 *
 * @param reservationId shared by the instances of one launch
 * @param vpcId empty once the instance is terminated, as are the next two
 * @param reason why it stopped or was terminated
 */
public record Instance(
    String id,
    String owner,
    Tags tags,
    String reservationId,
    int launchIndex,
    Optional<String> vpcId,
    Optional<String> subnetId,
    Optional<String> privateIp,
    String zone,
    Launch launch,
    Instant launched,
    State state,
    Optional<Reason> reason)
    implements Entity {

  /** The states with their published codes. */
  public enum State {
    PENDING(0, "pending"),
    RUNNING(16, "running"),
    SHUTTING_DOWN(32, "shutting-down"),
    TERMINATED(48, "terminated"),
    STOPPING(64, "stopping"),
    STOPPED(80, "stopped");

    private final int code;
    private final String label;

    State(int code, String label) {
      this.code = code;
      this.label = label;
    }

    public int code() {
      return code;
    }

    /** The name in answers, such as {@code shutting-down}. */
    public String label() {
      return label;
    }
  }

  /** How it was launched; of these nothing bears on networking. */
  public record Launch(
      String imageId,
      String type,
      Optional<String> keyName,
      Optional<String> clientToken,
      Optional<String> instanceProfileArn) {}

  public record Reason(String code, String message) {}

  /** Whether it is gone or going, so that nothing can be attached to it or changed. */
  public boolean isEnding() {
    return state == State.SHUTTING_DOWN || state == State.TERMINATED;
  }

  @Override
  public Instance withTags(Tags newTags) {
    return copy(newTags, vpcId, subnetId, privateIp, state, reason, launched);
  }

  public Instance in(State newState, Optional<Reason> why) {
    return copy(tags, vpcId, subnetId, privateIp, newState, why, launched);
  }

  public Instance launchedAgain(Instant when) {
    return copy(tags, vpcId, subnetId, privateIp, State.PENDING, Optional.empty(), when);
  }

  /** Terminated: no network any more. */
  public Instance terminated() {
    return copy(
        tags,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        State.TERMINATED,
        reason,
        launched);
  }

  private Instance copy(
      Tags newTags,
      Optional<String> newVpc,
      Optional<String> newSubnet,
      Optional<String> newIp,
      State newState,
      Optional<Reason> newReason,
      Instant newLaunched) {
    return new Instance(
        id,
        owner,
        newTags,
        reservationId,
        launchIndex,
        newVpc,
        newSubnet,
        newIp,
        zone,
        launch,
        newLaunched,
        newState,
        newReason);
  }

  @Override
  public String resourceType() {
    return "instance";
  }
}
