package dev.rolegate.plan;

import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which live rules of a group were documented for a time that is over. */
public final class Expired {
  /** Nothing has expired. */
  static final Expired NONE = new Expired(Map.of());

  private final Map<Identity, DesiredRule> rules;

  private record Identity(Direction direction, Permission permission) {}

  private Expired(Map<Identity, DesiredRule> rules) {
    this.rules = rules;
  }

  /**
   * @param ids the id of a declared group; null or empty where it has none
   */
  public static Expired of(DesiredGroup declared, Function<GroupKey, String> ids) {
    if (declared.documented().expired().isEmpty()) {
      return NONE;
    }
    Map<Identity, DesiredRule> rules = new HashMap<>();
    for (DesiredRule rule : declared.documented().expired()) {
      Permission permission = rule.permission();
      if (permission.peer() instanceof Peer.Declared role) {
        String id = ids.apply(role.key());
        if (id == null || id.isEmpty()) {
          continue;
        }
        permission = permission.withPeer(new Peer.Group(id));
      }
      rules.putIfAbsent(new Identity(rule.direction(), permission), rule);
    }
    return new Expired(rules);
  }

  /** The rule that expired; empty where the live one is none. */
  public Optional<DesiredRule> of(LiveRule live) {
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(rules.get(new Identity(live.direction(), live.permission())));
  }

  boolean contains(LiveRule live) {
    return of(live).isPresent();
  }
}
