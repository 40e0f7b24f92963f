package dev.rolegate.topology;

import dev.rolegate.api.PeerSpec.RoleRef;
import dev.rolegate.api.RoleSecurityGroupSpec;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.WithheldRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the declared entries of one resource into EC2's atomic rules: each of an entry's ports with
 * each of its peers, and each address where the peer is an AddressSet. An entry that cannot be read
 * is withheld as a whole, so that what it may mean is kept.
 */
final class RuleReader {
  /**
   * EC2 lets no group have more rules: at most 1,000 count for an interface, IPv4 and IPv6 each.
   * The limit keeps a resource of 60 entries, 20 ports and 60 peers from costing memory for
   * nothing.
   */
  static final int MOST_RULES = 2_000;

  private final GroupKey self;
  private final String selfRole;
  private final Surroundings surroundings;
  private final boolean foreignPeers;
  private final List<DesiredRule> rules = new ArrayList<>();
  private final List<DesiredRule> expired = new ArrayList<>();
  private final Set<WithheldRule> withheld = new LinkedHashSet<>();
  private final List<Instant> withheldEnds = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private RuleReader(Declaration declaration, Surroundings surroundings, boolean foreignPeers) {
    this.self = declaration.key();
    this.selfRole = declaration.role();
    this.surroundings = surroundings;
    this.foreignPeers = foreignPeers;
  }

  /**
   * What entries may refer to.
   *
   * @param vpc name of the ManagedVpc
   * @param now what has ended by then is not documented any more
   */
  record Surroundings(String vpc, Roles roles, AddressSets addressSets, Instant now) {}

  /**
   * What was read.
   *
   * @param expired rules whose time is over
   * @param withheldEnds when withheld rules are not documented any more
   * @param errors one line for each field in error, beginning with its path
   */
  record Rules(
      List<DesiredRule> rules,
      List<DesiredRule> expired,
      List<WithheldRule> withheld,
      List<Instant> withheldEnds,
      List<String> errors) {}

  /**
   * @param foreignPeers whether peers of the kinds securityGroup and prefixList are granted
   */
  static Rules read(Declaration declaration, Surroundings surroundings, boolean foreignPeers) {
    var reader = new RuleReader(declaration, surroundings, foreignPeers);
    RoleSecurityGroupSpec spec = declaration.spec();
    reader.direction(Direction.INGRESS, spec.ingress());
    reader.direction(Direction.EGRESS, spec.egress());
    return new Rules(
        List.copyOf(reader.rules),
        List.copyOf(reader.expired),
        List.copyOf(reader.withheld),
        List.copyOf(reader.withheldEnds),
        List.copyOf(reader.errors));
  }

  private void direction(Direction direction, List<RuleSpec> entries) {
    var merged = new MergedRules();
    Set<WithheldRule> waiting = new LinkedHashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      RuleSpec entry = entries.get(i);
      String path = "spec." + direction.word() + "[" + i + "]";
      var found = new FieldErrors();
      EntryText.check(entry, path, names, found);
      Optional<Instant> end = end(entry, path, found);
      var permissions = Permissions.read(entry, path, found);
      if (!found.isEmpty()) {
        waiting.add(invalid(direction, entry, path, found.first()));
        errors.addAll(found.lines());
      } else {
        int before = waiting.size();
        for (var item : permissions) {
          resolve(direction, entry, end, item, merged, waiting);
          if (merged.size() + waiting.size() > MOST_RULES) {
            break;
          }
        }
        if (waiting.size() > before) {
          end.ifPresent(withheldEnds::add);
        }
      }
      if (merged.size() + waiting.size() > MOST_RULES) {
        tooMany(direction, entries);
        return;
      }
    }
    rules.addAll(merged.at(surroundings.now(), false));
    // What another entry still asks for is kept for that one.
    Set<String> kept = waiting.stream().map(WithheldRule::content).collect(Collectors.toSet());
    merged.at(surroundings.now(), true).stream()
        .filter(rule -> !kept.contains(rule.permission().toString()))
        .forEach(expired::add);
    withheld.addAll(waiting);
  }

  private static Optional<Instant> end(RuleSpec entry, String path, FieldErrors errors) {
    try {
      return Optional.ofNullable(entry.expiresAt()).map(Moments::moment);
    } catch (IllegalArgumentException e) {
      errors.add(path + ".expiresAt", e.getMessage());
      return Optional.empty();
    }
  }

  private void resolve(
      Direction direction,
      RuleSpec entry,
      Optional<Instant> end,
      Permissions.Item item,
      MergedRules merged,
      Set<WithheldRule> waiting) {
    if (item.addressSet() != null) {
      addresses(direction, entry, end, item, merged, waiting);
      return;
    }
    boolean over = isOver(end);
    if (!foreignPeers && isForeign(item.peer()) && !over) {
      waiting.add(notGranted(direction, entry, item));
      return;
    }
    Optional<Peer> peer = item.role() == null ? Optional.of(item.peer()) : group(item.role());
    if (peer.isPresent()) {
      merged.add(rule(direction, entry, item, peer.get(), end, ""));
    } else if (!over) {
      waiting.add(roleMissing(direction, entry, item));
    }
  }

  /** What has ended waits for nothing. */
  private boolean isOver(Optional<Instant> end) {
    return end.filter(moment -> !surroundings.now().isBefore(moment)).isPresent();
  }

  /**
   * A rule for each address; it ends with the entry of the set or with the rule's own, whichever is
   * first.
   */
  private void addresses(
      Direction direction,
      RuleSpec entry,
      Optional<Instant> end,
      Permissions.Item item,
      MergedRules merged,
      Set<WithheldRule> waiting) {
    var set = surroundings.addressSets().find(item.addressSet());
    if (set.filter(content -> content.errors().isEmpty()).isEmpty()) {
      if (!isOver(end)) {
        waiting.add(unusable(direction, entry, item, set));
      }
      return;
    }
    for (var address : set.get().entries().entrySet()) {
      Optional<Instant> first =
          Stream.of(end, address.getValue()).flatMap(Optional::stream).min(Instant::compareTo);
      var peer = new Peer.Address(address.getKey());
      merged.add(rule(direction, entry, item, peer, first, item.addressSet()));
      if (merged.size() + waiting.size() > MOST_RULES) {
        return;
      }
    }
  }

  private static DesiredRule rule(
      Direction direction,
      RuleSpec entry,
      Permissions.Item item,
      Peer peer,
      Optional<Instant> end,
      String addressSet) {
    return new DesiredRule(
        direction,
        new Permission(item.protocol(), item.ports(), peer),
        entry.name(),
        EntryText.description(entry),
        end,
        addressSet);
  }

  private static WithheldRule unusable(
      Direction direction,
      RuleSpec entry,
      Permissions.Item item,
      Optional<AddressSets.Content> set) {
    String name = item.addressSet();
    var everyone = new Peer.Address(Cidr.parse("0.0.0.0/0"));
    return new WithheldRule(
        direction,
        entry.name(),
        new Permission(item.protocol(), item.ports(), everyone).text("addressSet " + name),
        set.isEmpty() ? WithheldRule.ADDRESS_SET_NOT_FOUND : WithheldRule.ADDRESS_SET_INVALID,
        set.map(
                content ->
                    "AddressSet "
                        + name
                        + " cannot be read: "
                        + content.errors().get(0)
                        + ". Correct it")
            .orElse(
                "there is no AddressSet "
                    + name
                    + ": have it created, or name another peer in the rule "
                    + entry.name()));
  }

  private WithheldRule roleMissing(Direction direction, RuleSpec entry, Permissions.Item item) {
    var wanted = new GroupKey(namespace(item.role()), item.role().name());
    var content = new Permission(item.protocol(), item.ports(), new Peer.Declared(wanted));
    return new WithheldRule(
        direction,
        entry.name(),
        content.toString(),
        WithheldRule.ROLE_NOT_FOUND,
        "no RoleSecurityGroup of ManagedVpc "
            + surroundings.vpc()
            + " declares role "
            + wanted.name()
            + " in namespace "
            + wanted.namespace()
            + ", or it is being deleted: declare the role there, or name another one in the rule "
            + entry.name());
  }

  private static boolean isForeign(Peer peer) {
    return peer instanceof Peer.Group || peer instanceof Peer.PrefixList;
  }

  private WithheldRule notGranted(Direction direction, RuleSpec entry, Permissions.Item item) {
    return new WithheldRule(
        direction,
        entry.name(),
        new Permission(item.protocol(), item.ports(), item.peer()).toString(),
        WithheldRule.FOREIGN_PEER_NOT_GRANTED,
        "peer "
            + item.peer()
            + " needs the grant ForeignPeers, and no entry of spec.tenants of ManagedVpc "
            + surroundings.vpc()
            + " gives it to role "
            + selfRole
            + " of namespace "
            + self.namespace()
            + ": ask its platform team for it, or name a role or an address block in the rule "
            + entry.name());
  }

  private Optional<Peer> group(RoleRef role) {
    boolean own = namespace(role).equals(self.namespace()) && role.name().equals(selfRole);
    return (own ? Optional.of(self) : surroundings.roles().find(namespace(role), role.name()))
        .map(Peer.Declared::new);
  }

  private String namespace(RoleRef role) {
    return role.namespace() == null ? self.namespace() : role.namespace();
  }

  private void tooMany(Direction direction, List<RuleSpec> entries) {
    String path = "spec." + direction.word();
    String message =
        path
            + ": the entries' ports and peers make more than "
            + MOST_RULES
            + " EC2 rules, and no EC2 group can have as many: use port ranges, wider blocks, smaller"
            + " AddressSets or a prefix list";
    errors.add(message);
    for (int i = 0; i < entries.size(); i++) {
      withheld.add(invalid(direction, entries.get(i), path + "[" + i + "]", message));
    }
  }

  private static WithheldRule invalid(
      Direction direction, RuleSpec entry, String path, String message) {
    String name = entry.name() == null ? "" : entry.name();
    return new WithheldRule(direction, name, path, Problem.Reason.INVALID_SPEC.text(), message);
  }
}
