package dev.rolegate.cli;

import dev.rolegate.cli.manifest.GuardrailCases.As;
import dev.rolegate.cli.manifest.GuardrailCases.Case;
import dev.rolegate.cli.manifest.GuardrailCases.LiveGroup;
import dev.rolegate.guardrail.Docket;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.guardrail.Judge;
import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.Permission;
import dev.rolegate.model.Surroundings;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.topology.AddressSets;
import dev.rolegate.usage.sprawl.SprawlKind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges the group of one case as a document, or as a live group. */
final class CaseRun {
  /** The moment of a case that names none. */
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final String OWN_ID = "sg-00000000000000001";

  private final Case one;
  private final As as;
  private final Map<String, GroupKey> managed = new LinkedHashMap<>();

  private CaseRun(Case one, As as) {
    this.one = one;
    this.as = as;
  }

  /**
   * What is found in the case's group.
   *
   * @throws UserError when the case cannot be read; the message says what of it
   */
  static List<Finding> findings(Guardrails guardrails, Case one, As as) {
    return new CaseRun(one, as).findings(guardrails);
  }

  private List<Finding> findings(Guardrails guardrails) {
    try {
      DesiredVpc desired = CaseScene.desired(one, AddressSets.of(addressSets().values()), now());
      Docket docket = docket(desired);
      return new Judge()
          .judge(guardrails, docket).findings().stream().filter(this::isMeant).toList();
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private boolean isMeant(Finding finding) {
    return switch (as) {
      case DECLARED ->
          finding.state() == Finding.State.DECLARED
              && finding.group().equals(Optional.of(CaseScene.key(one)));
      case MANAGED ->
          finding.state() == Finding.State.LIVE_MANAGED && finding.groupId().equals(ownId());
      case UNMANAGED ->
          finding.state() == Finding.State.LIVE_UNMANAGED && finding.groupId().equals(ownId());
    };
  }

  private String ownId() {
    return one.group() == null || one.group().groupId() == null ? OWN_ID : one.group().groupId();
  }

  private Docket docket(DesiredVpc desired) {
    one.given().roles().forEach((id, role) -> managed.put(id, new GroupKey(one.namespace(), role)));
    if (one.role() != null) {
      managed.put(ownId(), CaseScene.key(one));
    }
    for (DesiredGroup group : desired.groups()) {
      if (!managed.containsValue(group.key())) {
        managed.put("sg-1%016d".formatted(managed.size()), group.key());
      }
    }
    Optional<VpcSnapshot> snapshot = Optional.empty();
    if (as != As.DECLARED) {
      Group live = one.group() != null ? ec2(one.group()) : applied(desired);
      snapshot = Optional.of(VpcSnapshot.of(desired.vpcId(), true, List.of(live)));
    }
    if (as == As.UNMANAGED) {
      managed.remove(ownId());
    }
    return new Docket(desired, snapshot, surroundings(), List.of(), now());
  }

  private Instant now() {
    try {
      return one.given().now() == null ? NOW : Instant.parse(one.given().now());
    } catch (DateTimeParseException e) {
      throw new UserError(
          "given.now is '" + one.given().now() + "'; write it as " + NOW + ", in quotes", e);
    }
  }

  /** What EC2 would hold of the document. */
  private Group applied(DesiredVpc desired) {
    DesiredGroup group =
        desired.groups().stream()
            .filter(g -> g.key().equals(CaseScene.key(one)))
            .findFirst()
            .orElseThrow();
    List<LiveRule> rules = new ArrayList<>();
    for (DesiredRule rule : group.rules()) {
      rules.add(
          new LiveRule(
              "sgr-%017d".formatted(rules.size() + 1),
              rule.direction(),
              live(rule.permission()),
              rule.description(),
              Map.of(),
              true));
    }
    boolean known = as == As.MANAGED;
    return new Group(
        ownId(),
        known ? group.groupName() : group.key().name(),
        known ? group.description() : group.tags().get(dev.rolegate.model.Ownership.PURPOSE),
        desired.vpcId(),
        "111122223333",
        known ? group.tags() : Map.of(),
        rules,
        true);
  }

  private Permission live(Permission permission) {
    return permission.peer() instanceof Peer.Declared peer
        ? permission.withPeer(
            managed.entrySet().stream()
                .filter(entry -> entry.getValue().equals(peer.key()))
                .map(entry -> new Peer.Group(entry.getKey()))
                .findFirst()
                .orElseThrow())
        : permission;
  }

  private Group ec2(LiveGroup group) {
    return CaseEc2.group(ownId(), group);
  }

  private Surroundings surroundings() {
    var given = one.given();
    Map<String, List<Cidr>> lists = new TreeMap<>();
    given.prefixLists().forEach((id, entries) -> lists.put(id, cidrs(entries)));
    return new Surroundings(
        Optional.ofNullable(given.ranges()).map(CaseRun::cidrs),
        Optional.ofNullable(given.subnets()).map(CaseRun::cidrs),
        lists,
        addressSets(),
        new HashMap<>(managed),
        sprawl(given.sprawl()),
        Optional.ofNullable(given.stale()).map(HashSet::new));
  }

  /** Where a case gives some, the other kinds were looked for and not found. */
  private Map<String, Map<String, String>> sprawl(Map<String, String> given) {
    Map<String, Map<String, String>> byKind = new TreeMap<>();
    if (given != null) {
      for (SprawlKind kind : SprawlKind.values()) {
        byKind.put(kind.apiName(), Map.of());
      }
      given.forEach((kind, text) -> byKind.put(kind, Map.of(ownId(), text)));
    }
    return byKind;
  }

  private Map<String, AddressSet> addressSets() {
    Map<String, AddressSet> sets = new TreeMap<>();
    one.given()
        .addressSets()
        .forEach(
            (name, set) ->
                sets.put(name, new AddressSet(name, kind(name, set.kind()), cidrs(set.entries()))));
    return sets;
  }

  private static List<Cidr> cidrs(List<String> texts) {
    return texts.stream().map(Cidr::parse).toList();
  }

  private static AddressSet.Kind kind(String set, String written) {
    return Arrays.stream(AddressSet.Kind.values())
        .filter(kind -> kind.text().equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "given.addressSets."
                        + set
                        + ".kind is '"
                        + written
                        + "'; write one of "
                        + String.join(
                            ", ",
                            Arrays.stream(AddressSet.Kind.values())
                                .map(AddressSet.Kind::text)
                                .toList())));
  }
}
