package dev.rolegate.sim.http;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.fault.Failure;
import dev.rolegate.sim.fault.Hold;
import dev.rolegate.sim.fault.Throttle;
import dev.rolegate.sim.iam.Authorization;
import dev.rolegate.sim.iam.Iam;
import dev.rolegate.sim.log.CallLog;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.state.Principal;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Snapshot;
import dev.rolegate.sim.state.World;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Serves one request: who asks, which action, throttling, faults, the effect, the log. The order of
 * these is the order in which a client meets their errors.
 */
final class Dispatcher {
  /** Parameters of the protocol and of older signatures, which no action reads. */
  private static final Set<String> PROTOCOL =
      Set.of(
          "Action",
          "Version",
          "AWSAccessKeyId",
          "Signature",
          "SignatureMethod",
          "SignatureVersion",
          "SecurityToken",
          "Timestamp",
          "Expires");

  private final World world;
  private final ActionTable actions;
  private final Behaviour behaviour;
  private final Throttle throttle;
  private final Iam iam;
  private final CallLog log;

  Dispatcher(World world, ActionTable actions, Behaviour behaviour, Iam iam, CallLog log) {
    this.world = world;
    this.actions = actions;
    this.behaviour = behaviour;
    this.throttle = new Throttle(world.clock());
    this.iam = iam;
    this.log = log;
  }

  /** What is known of a request so far, for the log and for the form of an error. */
  private static final class Progress {
    private final Instant time;
    private final String requestId;
    private final Map<String, String> params = new LinkedHashMap<>();
    private Service service = Service.EC2;
    private String action = "";
    private boolean mutating;
    private String account = "";
    private String accessKey = "";
    private String region = "";
    private Authorization authorization;
    private long before;
    private long after;

    private final String client;

    private Progress(Instant time, String requestId, String client) {
      this.time = time;
      this.requestId = requestId;
      this.client = client;
    }
  }

  Answer serve(Request request) {
    Progress progress =
        new Progress(world.clock().now(), world.ids().requestId(), request.client());
    try {
      Consumer<Xml> content = effect(request, progress);
      Answer answer =
          Answer.success(progress.service, progress.action, progress.requestId, content);
      record(progress, 200, "OK", "");
      return answer;
    } catch (Dropped dropped) {
      record(progress, 0, "DROPPED", "");
      return Answer.none();
    } catch (Ec2Error plain) {
      Ec2Error error = Wording.of(progress.service, progress.action, plain);
      record(progress, error.status(), error.code(), error.getMessage());
      return Answer.error(progress.service, progress.requestId, error);
    } catch (RuntimeException bug) {
      record(progress, 500, "InternalError", "defect of the simulator: " + bug);
      throw bug;
    }
  }

  private Consumer<Xml> effect(Request request, Progress progress) {
    progress.service = Asked.service(request);
    Map<String, String> sent = request.params(progress.service.protocol());
    sent.forEach(
        (name, value) -> {
          if (!PROTOCOL.contains(name) && !name.startsWith("X-Amz-")) {
            progress.params.put(name, value);
          }
        });
    checkCharacters(sent);
    Asked asked = Asked.read(request, progress.service, actions, sent);
    progress.service = asked.service();
    progress.action = asked.action();
    progress.params.putAll(asked.path());
    Credentials credentials = Credentials.read(request.authorization(), sent);
    progress.accessKey = credentials.accessKey();
    Principal caller = world.principals().of(credentials.accessKey());
    refuseExpired(credentials, progress);
    progress.account = caller.account();
    progress.region = credentials.region();
    progress.authorization =
        new Authorization(iam, caller, credentials.region(), behaviour::encodedMessage);
    Action action = asked.find(actions);
    progress.mutating = action.mutating();
    world.open(caller.account(), credentials.region());
    waitFor(behaviour.nextLatency());
    Params params = new Params(progress.params);
    if (behaviour.throttling()) {
      throttle.take(
          caller.account(), credentials.region(), action.fullName(), action.bucket().apply(params));
    }
    holdIfTold(action, Failure.When.BEFORE, progress);
    failIfTold(action, Failure.When.BEFORE);
    Consumer<Xml> content = run(action, params, caller, progress);
    holdIfTold(action, Failure.When.AFTER, progress);
    failIfTold(action, Failure.When.AFTER);
    return content;
  }

  /** XML, in which answers are written, has no way to write control characters [I on the text]. */
  private static void checkCharacters(Map<String, String> sent) {
    sent.forEach(
        (name, value) -> {
          if (value.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
            throw Ec2Error.client(
                "InvalidCharacter", "A character of the parameter " + name + " is not valid.");
          }
        });
  }

  /** EC2 and STS have errors of their own for a session that is over [D]. */
  private void refuseExpired(Credentials credentials, Progress progress) {
    if (world.principals().isExpired(credentials.accessKey(), progress.time)) {
      throw progress.service == Service.EC2
          ? Ec2Error.client("RequestExpired", "Request has expired.")
          : new Ec2Error(
              403, "ExpiredToken", "The security token included in the request is expired");
    }
  }

  private Consumer<Xml> run(Action action, Params params, Principal caller, Progress progress) {
    return action.mutating()
        ? write(action, params, caller, progress)
        : read(action, params, caller, progress);
  }

  private Consumer<Xml> read(Action action, Params params, Principal caller, Progress progress) {
    Instant when = behaviour.readAt(world.clock().now(), progress.account, progress.region);
    Snapshot seen = world.asOf(when);
    progress.before = seen.version();
    progress.after = seen.version();
    return finish(action, call(action, params, caller, progress, seen.region(progress.region)));
  }

  private Consumer<Xml> write(Action action, Params params, Principal caller, Progress progress) {
    Effect effect = new Effect();
    Snapshot after =
        world.update(
            progress.region,
            state -> {
              progress.before = world.current().version();
              progress.after = progress.before;
              Call call = call(action, params, caller, progress, state);
              effect.content = finish(action, call);
              effect.later = call.later();
              return call.state();
            });
    progress.after = after.version();
    effect.later.forEach(one -> world.schedule(progress.region, one.after(), one.change()));
    return effect.content;
  }

  private Call call(
      Action action, Params params, Principal caller, Progress progress, RegionState state) {
    return new Call(
        action, params, caller, progress.region, world, behaviour, progress.authorization, state);
  }

  private static final class Effect {
    private Consumer<Xml> content;
    private List<Call.Later> later = List.of();
  }

  private Consumer<Xml> finish(Action action, Call call) {
    Consumer<Xml> content = action.handler().handle(call);
    if (!call.wasReady()) {
      throw new IllegalStateException(action.name() + " never called ready()");
    }
    return content;
  }

  private void holdIfTold(Action action, Failure.When when, Progress progress) {
    if (behaviour.heldAt(action.fullName(), when, progress.requestId) == Hold.End.DROP) {
      throw new Dropped();
    }
  }

  private void failIfTold(Action action, Failure.When when) {
    Optional<Failure> failure = behaviour.failureOf(action.fullName(), when);
    if (failure.isPresent()) {
      throw switch (failure.get().kind()) {
        case INTERNAL_ERROR -> new Ec2Error(500, "InternalError", "An internal error has occurred");
        case UNAVAILABLE ->
            new Ec2Error(
                503, "Unavailable", "The service is unavailable. Please try again shortly.");
        case THROTTLED -> Throttle.refusal();
        case DROP -> new Dropped();
      };
    }
  }

  private static void waitFor(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
  }

  private void record(Progress progress, int status, String code, String message) {
    log.add(
        number ->
            new CallRecord(
                number,
                progress.time,
                progress.account,
                progress.accessKey,
                progress.client,
                progress.region,
                progress.service.prefix(),
                progress.action,
                Map.copyOf(progress.params),
                progress.mutating,
                status,
                code,
                message,
                progress.requestId,
                progress.before,
                progress.after,
                progress.authorization == null ? List.of() : progress.authorization.used()));
  }

  /** The connection is to be closed without an answer. */
  private static final class Dropped extends RuntimeException {
    private Dropped() {
      super(null, null, false, false);
    }
  }
}
