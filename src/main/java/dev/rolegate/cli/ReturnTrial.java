package dev.rolegate.cli;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.GuardrailAction;
import dev.rolegate.api.GuardrailScope;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.Mode;
import dev.rolegate.api.UnmanagedAction;
import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.guardrail.Docket;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.guardrail.Finding.Verdict;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.Group;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.NamedRules;
import dev.rolegate.operator.unmanaged.Offence;
import dev.rolegate.plan.Unmanaged;
import dev.rolegate.topology.Claims;
import dev.rolegate.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the guardrails of a cluster say of a rule that comes back, judged with its group as it is
 * then: as the operator is going to judge it.
 */
final class ReturnTrial {
  private final House house;
  private final Manifests documents;
  private final ManagedVpc vpc;
  private final RuleRemoval removal;
  private final DesiredVpc desired;
  private final VpcSnapshot with;
  private final List<Finding> ofRule;
  private final List<Finding> ofNeighbours;

  private ReturnTrial(
      House house, Manifests documents, RuleRemoval removal, RuleGround ground, Ec2 ec2) {
    this.house = house;
    this.documents = documents;
    this.vpc = documents.vpcs().get(0);
    this.removal = removal;
    this.with = inPlace(ground.snapshot(), ground.withRule());
    Claims claims = Claims.of(with.groups().values(), removal.context().cluster(), name());
    this.desired =
        Topology.assemble(
                new Topology.Input(
                    removal.context().cluster(),
                    vpc,
                    documents.roles(),
                    documents.namespaceLabels(),
                    house.addressSets(),
                    house.now(),
                    claims))
            .desired();
    var live = PlanSource.Live.of(ec2, name(), claims, with, ground.ranges());
    Docket docket = house.hear(desired, withKnownIds(live)).docket();
    checkOwner(docket);
    List<Finding> found = judge(docket);
    ofRule = found.stream().filter(this::isOfRule).toList();
    ofNeighbours = newly(found.stream().filter(f -> !isOfRule(f)).toList(), docket, ground);
  }

  /**
   * @param documents of the cluster, with the one ManagedVpc of the removal
   * @throws UserError when a document says by now what the group holds
   */
  static ReturnTrial hold(
      Manifests documents, RuleRemoval removal, RuleGround ground, Ec2 ec2, Instant now) {
    return new ReturnTrial(House.of(documents, now), documents, removal, ground, ec2);
  }

  private String name() {
    return vpc.getMetadata().getName();
  }

  private static VpcSnapshot inPlace(VpcSnapshot snapshot, Group group) {
    var groups = new TreeMap<>(snapshot.groups());
    groups.put(group.groupId(), group);
    return snapshot.withGroups(groups);
  }

  /** The ids of the group's rules were read: an exception for one that it has not is for none. */
  private PlanSource.Live withKnownIds(PlanSource.Live live) {
    Set<String> ids =
        with.group(removal.groupId()).orElseThrow().rules().stream()
            .map(LiveRule::ruleId)
            .collect(Collectors.toSet());
    Predicate<Exemption> counts = one -> !one.isForRuleId() || ids.contains(one.rule());
    return new PlanSource.Live(
        live.claims(),
        live.snapshot(),
        live.ranges(),
        live.prefixLists(),
        (documented, exemptions) ->
            new NamedRules.Found(with, exemptions.stream().filter(counts).toList(), Map.of()),
        live.subnets());
  }

  private void checkOwner(Docket docket) {
    var key = docket.surroundings().managed().get(removal.groupId());
    if (key != null) {
      throw new UserError(
          removal.groupId()
              + " is the group of RoleSecurityGroup "
              + key
              + " by now: documents say what it holds; write the rule there");
    }
  }

  private List<Finding> judge(Docket docket) {
    return new House.Hearing(docket, Map.of())
        .judge(house.guardrails()).findings().stream()
            .filter(f -> Offence.isOne(f) && f.groupId().equals(removal.groupId()))
            .toList();
  }

  private boolean isOfRule(Finding finding) {
    return finding
        .rule()
        .filter(rule -> rule.direction() == removal.rule().direction())
        .filter(rule -> rule.permission().equals(removal.rule().permission()))
        .isPresent();
  }

  /** Those that are condemned for certain, and would not be without the rule. */
  private List<Finding> newly(List<Finding> others, Docket docket, RuleGround ground) {
    List<Finding> sure = others.stream().filter(ReturnTrial::isOpen).toList();
    if (sure.isEmpty()) {
      return sure;
    }
    List<Finding> before =
        judge(
            new Docket(
                docket.desired(),
                Optional.of(inPlace(with, ground.withoutRule())),
                docket.surroundings(),
                docket.exemptions(),
                docket.now()));
    return sure.stream()
        .filter(
            finding ->
                before.stream()
                    .noneMatch(
                        f ->
                            isOpen(f)
                                && f.guardrail().equals(finding.guardrail())
                                && f.rule().equals(finding.rule())))
        .toList();
  }

  static boolean isOpen(Finding finding) {
    return finding.verdict() == Verdict.BROKEN && finding.exemption().isEmpty();
  }

  /** Of the rule, by guardrails with the action Remove: at most one each, accepted ones too. */
  List<Finding> ofRule() {
    return ofRule;
  }

  /** The same of other rules of the group: for certain, not accepted, and because of the rule. */
  List<Finding> ofNeighbours() {
    return ofNeighbours;
  }

  boolean has(String guardrail) {
    return documents.guardrails().stream()
        .anyMatch(g -> g.getMetadata().getName().equals(guardrail));
  }

  /** Guardrails that could take the rule, but that nothing can be judged by. */
  List<House.Fault> unjudged() {
    Set<String> takers =
        documents.guardrails().stream()
            .filter(ReturnTrial::takes)
            .map(g -> g.getMetadata().getName())
            .collect(Collectors.toSet());
    Set<String> sound =
        house.guardrails().sound().stream()
            .map(GuardrailDocument::name)
            .collect(Collectors.toSet());
    return house.faults().stream()
        .filter(f -> f.kind().equals("Guardrail"))
        .filter(f -> takers.contains(f.name()) && !sound.contains(f.name()))
        .toList();
  }

  private static boolean takes(Guardrail guardrail) {
    var spec = guardrail.getSpec();
    return spec == null
        || spec.action() == GuardrailAction.REMOVE && spec.scope() != GuardrailScope.MANAGED;
  }

  /** The GuardrailException of that name. */
  Exemption exemption(String name) {
    return house.rules().exemptions().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Why nothing is ever taken from the group, whatever is condemned; empty where it may be. */
  Optional<String> untouchable() {
    return new Unmanaged(desired, with).refusal(with.group(removal.groupId()).orElseThrow());
  }

  /** What the ManagedVpc is going to do about the rule where no exception covers it. */
  String fate() {
    var spec = vpc.getSpec().unmanaged();
    String subject = "ManagedVpc " + name();
    if (spec == null || spec.action() != UnmanagedAction.REMEDIATE) {
      return subject
          + " removes no such rule now: its spec.unmanaged.action is Report. Without an exception the"
          + " rule goes once it is Remediate.";
    }
    var verdict =
        dev.rolegate.operator.unmanaged.Docket.of(
            spec, ofRule.stream().filter(ReturnTrial::isOpen).toList(), desired, with);
    if (verdict.open().isEmpty()) {
      return subject
          + " takes nothing from the group now: "
          + (verdict.left().isEmpty()
              ? "its spec.unmanaged.match does not choose it"
              : verdict.left().get(0))
          + ". Without an exception the rule goes once it does.";
    }
    return "Without an exception "
        + subject
        + " removes it again after its grace of "
        + spec.gracePeriod()
        + (vpc.getSpec().mode() == Mode.ENFORCE ? "." : ", once its mode is Enforce.");
  }
}
