package dev.rolegate.sim.services;

import dev.rolegate.sim.action.Action.TreeHandler;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.iam.RequestContext;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The three forms of reads that other services have: a list in pages, some by name, one. */
final class Reads {
  /** When what nobody cares about was made, in the form of JSON protocols. */
  static final long MADE = 1_767_225_600L;

  /** The same in the form of XML protocols. */
  static final String MADE_TEXT = "2026-01-01T00:00:00.000Z";

  private Reads() {}

  /**
   * What a read gives.
   *
   * @param resource what IAM checks: an ARN or {@link Access#ANY}
   * @param answer looks at the state, once IAM has allowed it
   */
  record Allowed<T>(String resource, Supplier<T> answer) {}

  /** A list in pages, of what the query gives by keys that sort it. */
  static TreeHandler list(
      Pages pages, String member, Function<Call, Allowed<SortedMap<String, ?>>> query) {
    return call -> {
      Paging paging = pages.read(call.params(), call.actionName());
      Allowed<SortedMap<String, ?>> listed = query.apply(call);
      allow(call, List.of(listed.resource()));
      List<Map.Entry<String, ?>> all = new ArrayList<>(listed.answer().get().entrySet());
      Paging.Page<Map.Entry<String, ?>> page = paging.of(all, Map.Entry::getKey);
      List<?> items = page.items().stream().map(Map.Entry::getValue).toList();
      return Tree.of(member, items, pages.tokenOut(), page.nextToken());
    };
  }

  /** A list of all of a kind, for which IAM checks no resource in particular. */
  static TreeHandler list(
      Pages pages, String member, String kind, BiFunction<Call, ServiceResource, ?> shape) {
    return list(
        pages,
        member,
        call -> new Allowed<>(Access.ANY, () -> keyed(call, all(call, kind), shape)));
  }

  /**
   * Some by name, at least one and at most {@code most}.
   *
   * @param names the parameter
   * @param resource the ARN that IAM checks for a name
   * @param find what has that name
   * @param missing the member of the answer for names that nothing has
   */
  static TreeHandler batch(
      String names,
      int most,
      BiFunction<Call, String, String> resource,
      String member,
      BiFunction<Call, String, Optional<Tree>> find,
      String missing) {
    return call -> {
      List<String> wanted = call.params().list(names);
      if (wanted.isEmpty() || wanted.size() > most) {
        throw Ec2Error.invalidValue(
            "Value at '%s' failed to satisfy constraint: from 1 to %d of them"
                .formatted(names, most));
      }
      allow(call, wanted.stream().map(one -> resource.apply(call, one)).distinct().toList());
      List<Tree> found = new ArrayList<>();
      List<String> absent = new ArrayList<>();
      for (String name : wanted) {
        find.apply(call, name).ifPresentOrElse(found::add, () -> absent.add(name));
      }
      return Tree.of(member, found, missing, absent);
    };
  }

  /** A single answer. */
  static TreeHandler one(Function<Call, Allowed<Tree>> query) {
    return call -> {
      Allowed<Tree> asked = query.apply(call);
      allow(call, List.of(asked.resource()));
      return asked.answer().get();
    };
  }

  static void allow(Call call, List<String> resources) {
    call.ready(
        resources.stream()
            .map(one -> Access.to(call.actionName(), one, RequestContext::new))
            .toList());
  }

  /** The caller's resources of a kind, by id. */
  static List<ServiceResource> all(Call call, String kind) {
    return call.state().owned(ServiceResource.class, call.account()).stream()
        .filter(one -> one.is(kind))
        .toList();
  }

  static Optional<ServiceResource> find(Call call, String kind, String parent, String name) {
    return call.state()
        .find(ServiceResource.class, ServiceResource.id(call.account(), kind, parent, name));
  }

  static SortedMap<String, Object> keyed(
      Call call, List<ServiceResource> resources, BiFunction<Call, ServiceResource, ?> shape) {
    SortedMap<String, Object> all = new TreeMap<>();
    resources.forEach(one -> all.put(one.id(), shape.apply(call, one)));
    return all;
  }

  /** {@code arn:aws:SERVICE:REGION:ACCOUNT:…} of the service that was called. */
  static String arn(Call call, String resource) {
    return arn(call, call.service().prefix(), resource);
  }

  static String arn(Call call, String service, String resource) {
    return "arn:aws:" + service + ":" + call.region() + ":" + call.account() + ":" + resource;
  }

  /** The name of a resource that may be given by its ARN too. */
  static String nameOf(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn.substring(Math.max(nameOrArn.lastIndexOf('/'), nameOrArn.lastIndexOf(':')) + 1)
        : nameOrArn;
  }
}
