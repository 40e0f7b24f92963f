package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.execute.Refusal.Reason;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Group;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What has to be so before a VPC is worked on: the credentials are of the account that the VPC was
 * first seen in, that account owns the VPC, and groups in it. A wrong account would read as an
 * empty VPC. Costs calls after new credentials only: GetCallerIdentity and DescribeVpcs.
 */
final class Premises {
  /**
   * VPC facts change by an administrator's hand. A stale one costs a refused call at worst, which
   * the next pass repairs.
   */
  private static final Duration FACTS_AGE = Duration.ofMinutes(10);

  /** Of the accounts that a refusal names. */
  private static final int OWNERS_NAMED = 3;

  private final Ec2 ec2;
  private final InstantSource clock;

  /** The credentials whose VPC was found to be their account's own. */
  private Ec2.Caller checked;

  private Ec2.VpcFacts facts;
  private Instant factsAt;

  Premises(Ec2 ec2, InstantSource clock) {
    this.ec2 = ec2;
    this.clock = clock;
  }

  /**
   * Whose VPC it is, by the credentials in use now.
   *
   * @param pinned the account that the VPC was first seen in; empty before that
   * @throws Refusal when it is not that account, or not that account's VPC
   */
  Account check(String vpcId, Optional<Account> pinned) {
    Ec2.Caller caller = ec2.caller();
    pinned
        .filter(account -> !account.id().equals(caller.accountId()))
        .ifPresent(
            account -> {
              throw changed(vpcId, account, caller);
            });
    if (!caller.equals(checked)) {
      read(vpcId);
      if (!facts.ownerId().equals(caller.accountId())) {
        throw shared(vpcId, caller);
      }
      checked = caller;
    }
    Account account = new Account(caller.accountId(), facts.ownerId());
    if (pinned.isPresent() && !pinned.get().equals(account)) {
      throw changed(vpcId, pinned.get(), caller);
    }
    return account;
  }

  /**
   * Looks at a read of all groups of the VPC. Groups of other accounts, which take part in subnets
   * that the VPC's owner shares with them, are no reason to refuse: else any of them could stop the
   * enforcement. No plan binds to them.
   *
   * @throws Refusal when it is empty, or holds no group of the credentials' account
   */
  void check(String vpcId, Collection<Group> groups) {
    if (groups.isEmpty()) {
      throw new Refusal(
          Reason.NO_GROUPS,
          "EC2 showed no security group of "
              + vpcId
              + ", and each VPC has its default group at least; so what is there is unknown, and"
              + " nothing is changed. Rolegate looks again; if this stays, check that the VPC still"
              + " exists and that spec.region is its Region");
    }
    boolean own = groups.stream().anyMatch(g -> g.ownerId().equals(checked.accountId()));
    if (!own) {
      throw new Refusal(
          Reason.VPC_SHARED,
          vpcId
              + " shows groups of "
              + groups.stream()
                  .map(group -> owner(group.ownerId()))
                  .distinct()
                  .sorted()
                  .limit(OWNERS_NAMED)
                  .collect(Collectors.joining(", "))
              + " only, and none of account "
              + checked.accountId()
              + ", whose credentials Rolegate has, though each VPC has its owner's default group."
              + " Nothing is changed. Set spec.roleArn to a role of the owner's account, or delete"
              + " this ManagedVpc");
    }
  }

  private Refusal shared(String vpcId, Ec2.Caller caller) {
    return new Refusal(
        Reason.VPC_SHARED,
        vpcId
            + " belongs to "
            + owner(facts.ownerId())
            + " and is shared with account "
            + caller.accountId()
            + ", whose credentials Rolegate has ("
            + caller.arn()
            + "). Rolegate works only on an account's own VPCs; nothing is changed. Set"
            + " spec.roleArn to a role of the owner's account, or delete this ManagedVpc");
  }

  private static Refusal changed(String vpcId, Account pinned, Ec2.Caller caller) {
    return new Refusal(
        Reason.ACCOUNT_CHANGED,
        vpcId
            + " was first seen with credentials of account "
            + pinned.id()
            + ", in a VPC of "
            + owner(pinned.vpcOwner())
            + "; now the credentials are of account "
            + caller.accountId()
            + " ("
            + caller.arn()
            + "). Nothing is changed. Give Rolegate credentials of account "
            + pinned.id()
            + " again, by spec.roleArn or its service account; for a VPC of another account make"
            + " another ManagedVpc");
  }

  private static String owner(String accountId) {
    return accountId.isEmpty() ? "an unknown account" : "account " + accountId;
  }

  /** Reads facts of the VPC that are old; where that fails, they stay as they were known. */
  void refresh(String vpcId) {
    Duration age = factsAt == null ? null : Duration.between(factsAt, clock.instant());
    if (age != null && age.compareTo(FACTS_AGE) <= 0) {
      return;
    }
    try {
      read(vpcId);
    } catch (Ec2Exception e) {
      // One tenant's new group must not cost the others their plan.
      if (facts == null) {
        throw e;
      }
    }
  }

  private void read(String vpcId) {
    Instant at = clock.instant();
    facts = ec2.vpc(vpcId);
    factsAt = at;
  }

  List<Cidr> ranges() {
    return facts == null ? List.of() : facts.ranges();
  }

  boolean ipv6() {
    return facts != null && facts.ipv6();
  }
}
