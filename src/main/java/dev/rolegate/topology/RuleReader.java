package dev.rolegate.topology;

import dev.rolegate.api.PeerSpec.RoleRef;
import dev.rolegate.api.RoleSecurityGroupSpec;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.Direction;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.WithheldRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the declared entries of one resource into EC2's atomic rules: each of an entry's ports with
 * each of its peers. Entries that give one EC2 rule are merged; the first one's name and purpose
 * stay. An entry that cannot be read is withheld as a whole, so that what it may mean is kept.
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
  private final String vpc;
  private final Roles roles;
  private final boolean foreignPeers;
  private final List<DesiredRule> rules = new ArrayList<>();
  private final Set<WithheldRule> withheld = new LinkedHashSet<>();
  private final List<String> errors = new ArrayList<>();

  private RuleReader(Declaration declaration, String vpc, Roles roles, boolean foreignPeers) {
    this.self = declaration.key();
    this.selfRole = declaration.role();
    this.vpc = vpc;
    this.roles = roles;
    this.foreignPeers = foreignPeers;
  }

  /**
   * What was read.
   *
   * @param errors one line for each field in error, beginning with its path
   */
  record Rules(List<DesiredRule> rules, List<WithheldRule> withheld, List<String> errors) {}

  /**
   * @param foreignPeers whether peers of the kinds securityGroup and prefixList are granted
   */
  static Rules read(Declaration declaration, String vpc, Roles roles, boolean foreignPeers) {
    var reader = new RuleReader(declaration, vpc, roles, foreignPeers);
    RoleSecurityGroupSpec spec = declaration.spec();
    reader.direction(Direction.INGRESS, spec.ingress());
    reader.direction(Direction.EGRESS, spec.egress());
    return new Rules(
        List.copyOf(reader.rules), List.copyOf(reader.withheld), List.copyOf(reader.errors));
  }

  private void direction(Direction direction, List<RuleSpec> entries) {
    Map<Permission, DesiredRule> merged = new LinkedHashMap<>();
    Set<WithheldRule> waiting = new LinkedHashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      RuleSpec entry = entries.get(i);
      String path = "spec." + direction.word() + "[" + i + "]";
      var found = new FieldErrors();
      EntryText.check(entry, path, names, found);
      var permissions = Permissions.read(entry, path, found);
      if (found.isEmpty()) {
        permissions.forEach(p -> resolve(direction, entry, p, merged, waiting));
      } else {
        waiting.add(invalid(direction, entry, path, found.first()));
        errors.addAll(found.lines());
      }
      if (merged.size() + waiting.size() > MOST_RULES) {
        tooMany(direction, entries);
        return;
      }
    }
    rules.addAll(merged.values());
    withheld.addAll(waiting);
  }

  private void resolve(
      Direction direction,
      RuleSpec entry,
      Permissions.Item item,
      Map<Permission, DesiredRule> merged,
      Set<WithheldRule> waiting) {
    if (!foreignPeers && isForeign(item.peer())) {
      waiting.add(notGranted(direction, entry, item));
      return;
    }
    Optional<Peer> peer = item.role() == null ? Optional.of(item.peer()) : group(item.role());
    if (peer.isPresent()) {
      var permission = new Permission(item.protocol(), item.ports(), peer.get());
      merged.putIfAbsent(
          permission,
          new DesiredRule(direction, permission, entry.name(), EntryText.description(entry)));
      return;
    }
    var wanted = new GroupKey(namespace(item.role()), item.role().name());
    var content = new Permission(item.protocol(), item.ports(), new Peer.Declared(wanted));
    waiting.add(
        new WithheldRule(
            direction,
            entry.name(),
            content.toString(),
            WithheldRule.ROLE_NOT_FOUND,
            "no RoleSecurityGroup of ManagedVpc "
                + vpc
                + " declares role "
                + wanted.name()
                + " in namespace "
                + wanted.namespace()
                + ", or it is being deleted: declare the role there, or name another one in the rule "
                + entry.name()));
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
            + vpc
            + " gives it to role "
            + selfRole
            + " of namespace "
            + self.namespace()
            + ": ask its platform team for it, or name a role or an address block in the rule "
            + entry.name());
  }

  private Optional<Peer> group(RoleRef role) {
    boolean own = namespace(role).equals(self.namespace()) && role.name().equals(selfRole);
    return (own ? Optional.of(self) : roles.find(namespace(role), role.name()))
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
            + " EC2 rules, and no EC2 group can have as many: use port ranges, wider blocks or a prefix"
            + " list";
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
