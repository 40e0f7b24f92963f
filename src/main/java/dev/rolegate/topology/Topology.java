package dev.rolegate.topology;

import dev.rolegate.api.Exposure;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.model.DesiredGroup;
import dev.rolegate.model.DesiredGroup.Intent;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Documented;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads custom resources as one desired state of a VPC. Pure, and independent of the order of its
 * input. Nothing that a resource holds makes it throw: what cannot be followed is a {@link Problem}
 * of that resource and changes nothing for the others.
 */
public final class Topology {
  private static final int ERRORS_SHOWN = 5;

  private final Input input;
  private final String vpc;
  private final Permits permits;
  private final Roles roles = new Roles();
  private final List<DesiredGroup> groups = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Instant> withheldEnds = new ArrayList<>();

  private Topology(Input input) {
    this.input = input;
    this.vpc = input.vpc().getMetadata().getName();
    this.permits = new Permits(input.vpc(), input.namespaceLabels());
  }

  /**
   * What is read.
   *
   * @param clusterId the configured id of this cluster
   * @param roles RoleSecurityGroups of every namespace; those of other ManagedVpcs are left out
   *     here
   * @param namespaceLabels labels by namespace; a namespace that is missing is chosen by no
   *     selector but the empty one
   * @param addressSets every AddressSet
   * @param now what has ended by then is not documented any more
   * @param claims what the live groups' tags say; {@link Claims#NONE} only where the result is
   *     reported and not acted upon, since then the oldest of two gets what the other one has
   */
  public record Input(
      String clusterId,
      ManagedVpc vpc,
      List<RoleSecurityGroup> roles,
      Map<String, Map<String, String>> namespaceLabels,
      AddressSets addressSets,
      Instant now,
      Claims claims) {
    public Input {
      roles = List.copyOf(roles);
      namespaceLabels = Map.copyOf(namespaceLabels);
    }
  }

  /**
   * What it says.
   *
   * @param desired every group that Rolegate is to know about. A resource is missing here when
   *     another one owns its role or name, or when it is being deleted and leaves its group in AWS
   * @param problems sorted by resource, at most one each
   * @param now the moment that it is about
   * @param withheldUntil when the first withheld rule is not documented any more
   */
  public record Result(
      DesiredVpc desired, List<Problem> problems, Instant now, Optional<Instant> withheldUntil) {
    public Result {
      problems = problems.stream().sorted().toList();
    }

    /**
     * The same with some rules withheld, which change nothing about when it says something else.
     */
    public Result withDesired(DesiredVpc value) {
      return new Result(value, problems, now, next());
    }

    /** The earliest moment at which equal documents say something else. */
    public Optional<Instant> next() {
      Stream<Instant> applied =
          desired.groups().stream()
              .flatMap(
                  group ->
                      Stream.concat(
                          group.rules().stream().flatMap(rule -> rule.expiresAt().stream()),
                          group.documented().review().flatMap(r -> r.next(now)).stream()));
      return Stream.concat(applied, withheldUntil.stream()).min(Instant::compareTo);
    }
  }

  public static Result assemble(Input input) {
    return new Topology(input).assemble();
  }

  private Result assemble() {
    var spec = input.vpc().getSpec();
    List<Declaration> declarations =
        input.roles().stream()
            .filter(r -> r.getSpec() != null && vpc.equals(r.getSpec().vpc()))
            .map(r -> Declaration.of(r, permits))
            .toList();
    declarations.stream().filter(d -> d.refusal() != null).forEach(this::refused);
    var contest =
        Contest.of(declarations.stream().filter(d -> !d.leavesGroup()).toList(), input.claims());
    problems.addAll(contest.problems());
    contest.winners().stream().filter(d -> !isGoing(d)).forEach(roles::add);
    contest.winners().forEach(this::group);
    return new Result(
        new DesiredVpc(vpc, spec.vpcId(), spec.region(), input.clusterId(), groups),
        problems,
        input.now(),
        withheldEnds.stream().min(Instant::compareTo));
  }

  private void refused(Declaration declaration) {
    var refusal = declaration.refusal();
    problems.add(declaration.problem(refusal.reason(), refusal.message(), true));
  }

  /**
   * Suspension outlasts deletion: who said to leave the group alone has to take that back first.
   */
  private static boolean isGoing(Declaration declaration) {
    return declaration.deleting() && !declaration.suspended();
  }

  private void group(Declaration declaration) {
    var errors = new FieldErrors();
    GroupText.check(declaration, errors);
    var review = ReviewReader.read(declaration.spec().review(), errors);
    var surroundings = new RuleReader.Surroundings(vpc, roles, input.addressSets(), input.now());
    var rules =
        RuleReader.read(declaration, surroundings, permits.mayNameForeignPeers(declaration));
    withheldEnds.addAll(rules.withheldEnds());
    List<String> lines = new ArrayList<>(errors.lines());
    lines.addAll(rules.errors());
    groups.add(
        new DesiredGroup(
            declaration.key(),
            declaration.uid(),
            declaration.generation(),
            declaration.role(),
            declaration.groupName(),
            Ownership.groupTags(
                input.clusterId(),
                vpc,
                declaration.key(),
                declaration.role(),
                orEmpty(declaration.spec().purpose()),
                orEmpty(declaration.spec().owner())),
            rules.rules(),
            rules.withheld(),
            declaration.knownGroupId(),
            intent(declaration, !lines.isEmpty()),
            provenance(declaration),
            new Documented(
                declaration.spec().exposure() == Exposure.PUBLIC, review, rules.expired())));
    report(declaration, lines);
  }

  /**
   * A group that lost its tags is gone on with after consent only where it has the declared name:
   * the known id comes from a status, which could name any group that may be adopted.
   */
  private Provenance provenance(Declaration declaration) {
    boolean named =
        input.claims().nameOf(declaration.knownGroupId()).stream()
            .anyMatch(declaration.foldedGroupName()::equals);
    String group = declaration.adopts() ? declaration.adoptId() : declaration.knownGroupId();
    boolean consented =
        (declaration.adopts() || named) && permits.consents(group, declaration.key().namespace());
    return new Provenance(declaration.adoptId(), consented, declaration.applied());
  }

  private static Intent intent(Declaration declaration, boolean invalid) {
    if (declaration.refusal() != null || declaration.suspended()) {
      return Intent.SUSPENDED;
    }
    if (declaration.deleting()) {
      return Intent.ABSENT;
    }
    return invalid ? Intent.SUSPENDED : Intent.PRESENT;
  }

  private void report(Declaration declaration, List<String> errors) {
    if (declaration.refusal() != null) {
      return;
    }
    if (declaration.deleting() && declaration.suspended()) {
      problems.add(
          declaration.problem(
              Problem.Reason.DELETION_SUSPENDED,
              "suspend: true keeps the group as it is: set spec.suspend to false to have it"
                  + " deleted, or spec.deletionPolicy to Retain to leave it in AWS",
              true));
    } else if (!declaration.deleting() && !errors.isEmpty()) {
      problems.add(declaration.problem(Problem.Reason.INVALID_SPEC, text(errors), true));
    }
  }

  private static String text(List<String> errors) {
    String shown = String.join("; ", errors.subList(0, Math.min(ERRORS_SHOWN, errors.size())));
    int more = errors.size() - ERRORS_SHOWN;
    return shown
        + (more > 0 ? "; and " + more + " more" : "")
        + ". The group is left as it is until the resource is corrected";
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
