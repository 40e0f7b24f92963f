package dev.rolegate.sim.action;

import dev.rolegate.sim.state.Entity;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What most describe actions have in common: ids, filters and pages.
 *
 * @param kind what is listed
 * @param ids the form of its ids
 * @param idParameter the list parameter that names single ones, such as {@code SubnetId}
 * @param least the smallest page
 * @param most the largest page
 * @param pagesWithIds whether ids and a page size go together
 * @param visible which ones the caller sees
 * @param filters the filters that the action knows
 */
public record Listing<E extends Entity>(
    Class<E> kind,
    IdKind ids,
    String idParameter,
    int least,
    int most,
    boolean pagesWithIds,
    BiPredicate<Call, E> visible,
    Function<Call, Filters<E>> filters) {

  /** Of the caller's own, in pages of 5 to 1,000, ids and pages together allowed. */
  public static <E extends Entity> Listing<E> of(
      Class<E> kind, IdKind ids, String idParameter, Function<Call, Filters<E>> filters) {
    return new Listing<>(
        kind,
        ids,
        idParameter,
        5,
        1000,
        true,
        (call, one) -> one.owner().equals(call.account()),
        filters);
  }

  public Listing<E> pages(int smallest, int largest) {
    return new Listing<>(kind, ids, idParameter, smallest, largest, pagesWithIds, visible, filters);
  }

  /** Refuses a page size together with ids [D]. */
  public Listing<E> eitherIdsOrPages() {
    return new Listing<>(kind, ids, idParameter, least, most, false, visible, filters);
  }

  public Listing<E> showing(BiPredicate<Call, E> whom) {
    return new Listing<>(kind, ids, idParameter, least, most, pagesWithIds, whom, filters);
  }

  /** Reads the request, calls {@link Call#ready()} and gives the page that was asked for. */
  public Paging.Page<E> page(Call call) {
    return page(call, (params, one) -> true);
  }

  /**
   * @param more a further condition of the action, not applied to resources asked for by id
   */
  public Paging.Page<E> page(Call call, BiPredicate<Params, E> more) {
    Params params = call.params();
    List<String> wanted = params.list(idParameter);
    Predicate<E> filter = filters.apply(call).read(params);
    Paging paging = Paging.read(params, kind.getSimpleName(), least, most);
    if (!pagesWithIds && !wanted.isEmpty() && params.has("MaxResults")) {
      throw Ec2Error.combination(
          "The parameter %ss cannot be used with the parameter MaxResults".formatted(idParameter));
    }
    wanted.forEach(ids::check);
    call.ready();
    List<E> chosen =
        wanted.isEmpty()
            ? call.state().all(kind).stream()
                .filter(one -> visible.test(call, one) && more.test(params, one))
                .toList()
            : named(call, wanted);
    return paging.of(chosen.stream().filter(filter).toList(), Entity::id);
  }

  private List<E> named(Call call, List<String> wanted) {
    Set<String> missing = new LinkedHashSet<>(wanted);
    List<E> found =
        wanted.stream()
            .distinct()
            .sorted()
            .map(id -> call.state().find(kind, id))
            .flatMap(Optional::stream)
            .filter(one -> visible.test(call, one))
            .toList();
    found.forEach(one -> missing.remove(one.id()));
    if (!missing.isEmpty()) {
      throw absent(List.copyOf(missing));
    }
    return found;
  }

  /** One missing id in the singular, several in the plural, as EC2 words them [R]. */
  private static Ec2Error absent(List<String> missing) {
    Ec2Error one = ResourceIds.notFound(missing.get(0));
    if (missing.size() == 1) {
      return one;
    }
    String all = String.join(", ", missing);
    return Ec2Error.client(
        one.code(),
        one.getMessage()
            .replace(" ID '" + missing.get(0) + "'", " IDs '" + all + "'")
            .replace("does not", "do not"));
  }
}
