package dev.rolegate.plan;

import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.NeverTouch;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.Remediation;
import dev.rolegate.model.Retirement;
import dev.rolegate.model.VpcSnapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tells from which groups that nothing declares rules may be taken, where somebody wants that. */
public final class Unmanaged {
  private static final String DEFAULT_GROUP = "default";

  private final DesiredVpc desired;
  private final String account;
  private final Bindings bindings;
  private final Set<String> retired = new HashSet<>();
  private final Set<String> undeclared;

  public Unmanaged(DesiredVpc desired, VpcSnapshot snapshot) {
    this(desired, snapshot, new Bindings(desired, snapshot));
  }

  Unmanaged(DesiredVpc desired, VpcSnapshot snapshot, Bindings bindings) {
    this.desired = desired;
    this.account = snapshot.account();
    this.bindings = bindings;
    this.undeclared = Set.copyOf(bindings.undeclared());
    for (Retirement one : desired.retirements()) {
      retired.add(one.groupId());
      retired.add(one.former().groupId());
    }
  }

  /** The default group of a VPC, which its owner's account has; empty where it is not shown. */
  public static Optional<Group> defaultGroup(VpcSnapshot snapshot) {
    return snapshot.groups().values().stream()
        .filter(group -> group.name().equals(DEFAULT_GROUP))
        .filter(group -> group.ownerId().equals(snapshot.account()))
        .findFirst();
  }

  /** Why nothing is taken from the group, for people; empty where it may be. */
  Optional<String> refusal(Remediation wanted, Group group) {
    return wanted.closes() ? refusalToClose(group) : refusal(group);
  }

  /** Why no rule is taken from the group, whatever condemns it; empty where it may be. */
  public Optional<String> refusal(Group group) {
    return others(group)
        .or(
            () ->
                NeverTouch.ofUndeclared(group, account, desired.clusterId(), desired.name())
                    .map(NeverTouch.Evidence::text));
  }

  /** Why the group is not closed, as what is no default group; empty where it may be. */
  public Optional<String> refusalToClose(Group group) {
    if (!group.name().equals(DEFAULT_GROUP)) {
      return Optional.of("it is not the VPC's default group");
    }
    // Its name is why it may be closed, and stands in the way of nothing else.
    return others(group)
        .or(
            () ->
                NeverTouch.ofUndeclared(
                        nameless(group), account, desired.clusterId(), desired.name())
                    .map(NeverTouch.Evidence::text));
  }

  private static Group nameless(Group group) {
    return new Group(
        group.groupId(),
        "",
        group.description(),
        group.vpcId(),
        group.ownerId(),
        group.tags(),
        group.rules(),
        group.detailed());
  }

  private Optional<String> others(Group group) {
    Binding binding = bindings.ofId(group.groupId());
    if (binding != null) {
      return Optional.of(
          "it is declared as " + binding.declared().key() + ", which decides about it");
    }
    if (retired.contains(group.groupId())) {
      return Optional.of("its OrphanedSecurityGroup decides about it");
    }
    if (undeclared.contains(group.groupId())) {
      return Optional.of(
          "it carries this ManagedVpc's tags but no declaration: only the orphans' lifecycle ends"
              + " such a group");
    }
    return Optional.ofNullable(group.tags().get(Ownership.RETIRED))
        .map(
            cluster -> "its tag " + Ownership.RETIRED + "=" + cluster + " says that it is retired");
  }
}
