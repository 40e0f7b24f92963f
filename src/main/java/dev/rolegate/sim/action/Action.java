package dev.rolegate.sim.action;

import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Tree;
import dev.rolegate.sim.wire.Xml;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One action of an API.
 *
 * @param route method and path, as {@code GET /schedules/{Name}}, where these tell the action
 * @param mutating whether it changes the world: such an action sees the newest state, others may
 *     lag
 * @param bucket which request bucket a request with these parameters draws from
 * @param handler reads the parameters, calls {@link Call#ready}, then works on the state, and gives
 *     the content of the answer
 */
public record Action(
    Service service,
    String name,
    Optional<Route> route,
    boolean mutating,
    Function<Params, Bucket> bucket,
    Handler handler) {

  /** Does the work of one request; an {@code Ec2Error} leaves the world as it was. */
  @FunctionalInterface
  public interface Handler {
    Consumer<Xml> handle(Call call);
  }

  /** A handler whose answer can be written as JSON too. */
  @FunctionalInterface
  public interface TreeHandler extends Handler {
    @Override
    Tree handle(Call call);
  }

  /** A read that always draws from one bucket. */
  public static Action read(String name, Bucket bucket, Handler handler) {
    return new Action(Service.EC2, name, Optional.empty(), false, params -> bucket, handler);
  }

  /**
   * One of the listings that draw from the smaller bucket without filter, page size and ids:
   * DescribeSecurityGroups, DescribeNetworkInterfaces, DescribeInstances [D].
   */
  public static Action listing(String name, Handler handler) {
    return new Action(Service.EC2, name, Optional.empty(), false, Action::listingBucket, handler);
  }

  public static Action write(String name, Bucket bucket, Handler handler) {
    return new Action(Service.EC2, name, Optional.empty(), true, params -> bucket, handler);
  }

  public static Action sts(String name, Handler handler) {
    return new Action(
        Service.STS, name, Optional.empty(), false, params -> Bucket.NON_MUTATING, handler);
  }

  /** A read of another service, whose protocol says where the action's name is. */
  public static Action of(Service service, String name, TreeHandler handler) {
    return new Action(
        service, name, Optional.empty(), false, params -> Bucket.OTHER_SERVICE, handler);
  }

  /** A read of another service that is told by its {@link Route}. */
  public static Action rest(Service service, String name, String route, TreeHandler handler) {
    return new Action(
        service,
        name,
        Optional.of(new Route(route)),
        false,
        params -> Bucket.OTHER_SERVICE,
        handler);
  }

  /** The full name, as in IAM: {@code ec2:CreateTags}. */
  public String fullName() {
    return service.prefix() + ":" + name;
  }

  private static Bucket listingBucket(Params params) {
    boolean narrowed =
        params.values().keySet().stream()
            .anyMatch(
                name ->
                    name.startsWith("Filter.")
                        || name.equals("MaxResults")
                        || name.equals("NextToken")
                        || name.matches("\\w+(Id|Name)\\.\\d+"));
    return narrowed ? Bucket.NON_MUTATING : Bucket.UNFILTERED;
  }
}
