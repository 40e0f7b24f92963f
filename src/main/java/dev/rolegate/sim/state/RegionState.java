package dev.rolegate.sim.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything in one Region at one moment, of all accounts: immutable, one table for each class of
 * entity. Rules live in their groups and are found through an index.
 */
public final class RegionState {
  public static final RegionState EMPTY = new RegionState(Map.of(), PersistentMap.empty());

  private final Map<Class<? extends Entity>, PersistentMap<Entity>> tables;
  private final PersistentMap<String> groupOfRule;

  private RegionState(
      Map<Class<? extends Entity>, PersistentMap<Entity>> tables,
      PersistentMap<String> groupOfRule) {
    this.tables = tables;
    this.groupOfRule = groupOfRule;
  }

  public <E extends Entity> Optional<E> find(Class<E> kind, String id) {
    return table(kind).get(id).map(kind::cast);
  }

  /** All entities of a class, of every account, ordered by id. */
  public <E extends Entity> List<E> all(Class<E> kind) {
    return table(kind).values().stream().map(kind::cast).toList();
  }

  /** The entities of a class that an account owns, ordered by id. */
  public <E extends Entity> List<E> owned(Class<E> kind, String account) {
    return all(kind).stream().filter(entity -> entity.owner().equals(account)).toList();
  }

  /** Entities of any class that have an ability, such as {@link HoldsGroups}. */
  public <A> Stream<A> with(Class<A> ability) {
    return tables.entrySet().stream()
        .filter(table -> ability.isAssignableFrom(table.getKey()))
        .flatMap(table -> table.getValue().values().stream())
        .map(ability::cast);
  }

  /** Any resource by its id, security group rules included. */
  public Optional<Entity> resource(String id) {
    Optional<Rule> rule = rule(id);
    if (rule.isPresent()) {
      return Optional.of(rule.get());
    }
    return tables.values().stream().flatMap(table -> table.get(id).stream()).findFirst();
  }

  /** Every resource that can carry tags, rules included. */
  public Stream<Entity> resources() {
    return Stream.concat(
        tables.values().stream().flatMap(table -> table.values().stream()),
        all(SecurityGroup.class).stream().flatMap(group -> group.rules().stream()));
  }

  public Optional<Rule> rule(String ruleId) {
    return groupOfRule
        .get(ruleId)
        .flatMap(groupId -> find(SecurityGroup.class, groupId))
        .flatMap(group -> group.rule(ruleId));
  }

  /** This state with the entity added, or put in place of the one with its id. */
  public RegionState with(Entity entity) {
    if (entity instanceof Rule rule) {
      return find(SecurityGroup.class, rule.groupId())
          .map(group -> with(group.mapping(old -> old.id().equals(rule.id()) ? rule : old)))
          .orElseThrow();
    }
    PersistentMap<String> index = groupOfRule;
    if (entity instanceof SecurityGroup group) {
      index = unindexed(group.id());
      for (Rule rule : group.rules()) {
        index = index.put(rule.id(), group.id());
      }
    }
    return replacing(entity.getClass(), table(entity.getClass()).put(entity.id(), entity), index);
  }

  public RegionState without(Entity entity) {
    PersistentMap<String> index =
        entity instanceof SecurityGroup ? unindexed(entity.id()) : groupOfRule;
    return replacing(entity.getClass(), table(entity.getClass()).remove(entity.id()), index);
  }

  private PersistentMap<String> unindexed(String groupId) {
    PersistentMap<String> index = groupOfRule;
    Optional<SecurityGroup> old = find(SecurityGroup.class, groupId);
    for (Rule rule : old.map(SecurityGroup::rules).orElse(List.of())) {
      index = index.remove(rule.id());
    }
    return index;
  }

  private RegionState replacing(
      Class<? extends Entity> kind, PersistentMap<Entity> table, PersistentMap<String> index) {
    Map<Class<? extends Entity>, PersistentMap<Entity>> changed = new HashMap<>(tables);
    changed.put(kind, table);
    return new RegionState(changed, index);
  }

  private PersistentMap<Entity> table(Class<? extends Entity> kind) {
    return tables.getOrDefault(kind, PersistentMap.empty());
  }
}
