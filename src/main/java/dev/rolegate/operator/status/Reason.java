package dev.rolegate.operator.status;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Every reason that a condition of Rolegate can give, with what it means and what to do about it.
 * The reference documentation is written from this list.
 */
public enum Reason {
  APPLIED("Every documented rule is in place, and nothing else is.", "Nothing."),
  OBSERVED(
      "The ManagedVpc is in mode Observe: the plan is in the status, and nothing was changed.",
      "Set spec.mode of the ManagedVpc to Enforce when the plan is what you want."),
  ENFORCEMENT_STOPPED(
      "The operator runs with ROLEGATE_ENFORCE=false, the global stop: the VPC is compared, and"
          + " nothing is changed although spec.mode is Enforce.",
      "Remove ROLEGATE_ENFORCE=false from the operator's environment to go on."),
  SUSPENDED(
      "spec.suspend is true: the group is compared and reported, and not changed.",
      "Set spec.suspend to false to have the group kept again."),
  APPLYING(
      "Steps are under way, or wait for EC2's request budget or for another step to be seen.",
      "Wait; status.plan names what is left."),
  WAITING_FOR_READS(
      "Steps that take something away wait, for 15 s (rolegate.own-writes) after the operator began"
          + " with the VPC: reads of EC2 may not show yet what another process of Rolegate wrote"
          + " right before.",
      "Wait; the message has the time. What is added does not wait."),
  NEW_GENERATION(
      "The resource has changed since the last check.", "Wait for the next check, within seconds."),
  RULES_WITHHELD(
      "Some documented rules cannot be put in place yet; status.withheld names each with its"
          + " reason. All others are in place.",
      "Declare the role that is missing, ask for the grant that is missing, or correct the rule."),
  NAMESPACE_NOT_ALLOWED(
      "No tenant entry of the ManagedVpc covers the namespace. The group is frozen as it is.",
      "Have the platform team add the namespace to spec.tenants of the ManagedVpc."),
  ROLE_NOT_ALLOWED(
      "The namespace may not declare this role. The group is frozen as it is.",
      "Have the platform team add the role to the namespace's entry in spec.tenants."),
  EXPOSURE_NOT_GRANTED(
      "spec.exposure is Public, and no tenant entry that allows the role grants PublicExposure. The"
          + " group is frozen as it is.",
      "Have the platform team add PublicExposure to the grants of the entry that allows the role,"
          + " or set spec.exposure to Internal."),
  ADOPTION_NOT_ALLOWED(
      "spec.adopt names a group that the ManagedVpc does not let this namespace take over. The"
          + " group is frozen as it is.",
      "Have the platform team add group and namespace to spec.adoptable of the ManagedVpc."),
  GROUP_NAME_NOT_ALLOWED(
      "spec.groupName begins with the name of another namespace and a slash; such names are that"
          + " namespace's. The group is frozen as it is.",
      "Create the resource again with a name that begins with its own namespace, or has no slash."),
  ROLE_CONFLICT(
      "Another RoleSecurityGroup of the namespace declares this role.",
      "Delete one of the two, or give one another role."),
  GROUP_NAME_CONFLICT(
      "Another RoleSecurityGroup of the ManagedVpc has this group name; EC2 compares without case.",
      "Create the resource again with another spec.groupName."),
  GROUP_CONFLICT(
      "Another RoleSecurityGroup of the ManagedVpc has the group that this one is to take over, or"
          + " takes over the group that has this one's name.",
      "Delete one of the two."),
  INVALID_SPEC(
      "The resource holds something that its schema refuses, as after a CRD was replaced by an"
          + " older one. The group is left as it is.",
      "Correct the fields that the message names, and apply the current CRDs."),
  DELETION_SUSPENDED(
      "The resource is being deleted, and spec.suspend keeps its group.",
      "Set spec.suspend to false, or spec.deletionPolicy to Retain."),
  VPC_NOT_DECLARED(
      "spec.vpc names a ManagedVpc that does not exist. Nothing is compared or changed.",
      "Create the ManagedVpc, or create the resource again with the right spec.vpc."),
  VPC_CONFLICT(
      "Another ManagedVpc is for the same VPC and Region, and has precedence: the tags of live"
          + " groups name it, or it is older. Nothing is compared or changed.",
      "Delete one of the two, and move its roles to the other."),
  OWNERSHIP_UNPROVEN(
      "A group with the declared name exists, and nothing proves that it is Rolegate's. It is"
          + " never changed.",
      "Rename the role's group with spec.groupName in a new resource, or delete the group in AWS."),
  OWNERSHIP_LOST(
      "The known group lost the tags that prove ownership. It is no longer changed.",
      "Find out who changed the tags, and put back those that the message names; or have the"
          + " platform team give the group to the namespace in spec.adoptable of the ManagedVpc."),
  ADOPTION_REFUSED(
      "spec.adopt names a group that evidently belongs to somebody else, or that the ManagedVpc"
          + " does not give to the namespace; the message says whose and by what that shows. It is"
          + " never changed.",
      "Adopt another group, release this one from its owner, or have the platform team add it to"
          + " spec.adoptable of the ManagedVpc."),
  ADOPTED_GROUP_MISSING(
      "spec.adopt names a group that is not in the VPC. None is created in its place.",
      "Create the resource again without spec.adopt, or with the id of another group."),
  QUOTA_EXCEEDED(
      "The declaration needs more rules than EC2's quota allows for a group.",
      "Use fewer ports or peers, or raise the quota and rolegate.rules-per-group."),
  STEPS_HELD(
      "There is no room in the rules quota: what is new fits only after something documented is"
          + " cut.",
      "Remove a documented rule first, raise the quota and rolegate.rules-per-group, or approve the"
          + " gap on the ManagedVpc."),
  AWAITING_APPROVAL(
      "Steps wait for an approval by the platform team, since changed documents would narrow or"
          + " delete more at once than spec.limits of the ManagedVpc allows. All other steps go"
          + " on.",
      "Read status.approval of the ManagedVpc and, if that is what you want, set the annotation"
          + " that its condition AwaitingApproval names; or take the change of the documents"
          + " back."),
  ADOPTION_HELD(
      "The group is adopted, and nothing of it is narrowed before the platform team has approved"
          + " the first narrowing. Documented rules are added.",
      "Compare the lines of status.plan with what uses the group; then have it approved on the"
          + " ManagedVpc."),
  APPROVAL_STALE(
      "The annotation rolegate.dev/approve of the ManagedVpc matches nothing that waits: what waits"
          + " has changed since it was read, or nothing waits any more. Nothing was done for it.",
      "Read status.approval again and approve its hash, or remove the annotation."),
  ACCOUNT_CHANGED(
      "The credentials are of another AWS account than the one that the VPC was first seen in."
          + " Nothing is compared or changed.",
      "Give Rolegate credentials of the pinned account again; for a VPC of another account make"
          + " another ManagedVpc."),
  VPC_SHARED(
      "Another AWS account owns the VPC, or all security groups that it shows. Nothing is compared"
          + " or changed.",
      "Set spec.roleArn to a role of the owner's account, or delete the ManagedVpc."),
  NO_GROUPS(
      "EC2 showed no security group, and each VPC has one at least; so the answer is not believed."
          + " It is read again.",
      "If it stays, check that the VPC still exists and that spec.region is its Region."),
  ACCESS_DENIED(
      "AWS refuses an action; the message names it and the policy statement that is missing.",
      "Add the statement to the policy of the operator's role, or correct spec.roleArn."),
  EC2_REFUSED(
      "EC2 refuses the content of a call for good; the message has its code and text.",
      "Correct what EC2 names; the next check tries again."),
  EC2_RETRYING(
      "EC2 could not be read or changed just now; the message has its code. It is tried again, with"
          + " growing pauses.",
      "Nothing, unless it lasts."),
  AUDIT_UNAVAILABLE(
      "The audit file cannot be written, so no call that changes AWS is made. Reading and reporting"
          + " go on.",
      "Mend what the message names: the volume, its space, its permissions. It is tried again."),
  VPC_NOT_FOUND(
      "The VPC does not exist in this account and Region.",
      "Compare spec.vpcId, spec.region and spec.roleArn with the account that you mean."),
  INTERNAL_ERROR(
      "A check ended in an error of Rolegate itself; its log has the stack trace. It is tried"
          + " again.",
      "Report it with the log."),
  DELETING("The group is being taken down.", "Wait."),
  DELETION_BLOCKED(
      "The resource is being deleted, and something still holds the group, or may hold it. No rule"
          + " is touched, and enforcement goes on.",
      "Take the group off what the message lists; the deletion goes on by itself."),
  UNUSED(
      "Nothing uses the group, by complete evidence; status.next says what follows and when.",
      "Set spec.decision of the OrphanedSecurityGroup to Keep if the group is to stay."),
  USE_UNKNOWN(
      "Not all that may use the group could be looked at, see status.unknown. It is left alone.",
      "Give what the message names: a permission, or a collector less in spec.orphans.collectors."),
  REPORTED(
      "spec.orphans.action of the ManagedVpc is Report: the group is reported and left as it is.",
      "Set spec.orphans.action to Quarantine or Delete, with a match, to have such groups"
          + " retired."),
  NOT_RETIRABLE(
      "Nothing uses the group, and it may not be retired: spec.orphans.match does not name it, or a"
          + " group that it does not name refers to it.",
      "Extend spec.orphans.match of the ManagedVpc if the group is to go."),
  QUARANTINE_LIMIT(
      "As many groups as an hour allows have been quarantined; this one waits.",
      "Wait, or raise spec.limits.maxGroupDeletionsPerHour of the ManagedVpc."),
  RETIRING("The group is losing its rules, or is being deleted.", "Wait."),
  QUARANTINED(
      "The group has no rules and waits; the first use of it gives them back.",
      "Set spec.decision of the OrphanedSecurityGroup to Restore if it is missed."),
  KINDS_UNCOVERED(
      "Kinds of resources that can name a security group are not looked at, so the group is not"
          + " deleted.",
      "Enable more of spec.orphans.collectors, or set spec.orphans.acceptUncovered to true."),
  RESTORING("The group is being given back as it was.", "Wait."),
  RESTORED("The group is as it was.", "Nothing."),
  NOT_GIVEN_BACK(
      "The group is quarantined and wanted again, and its rules are not given back, since nothing"
          + " is changed in mode Observe.",
      "Set spec.mode of the ManagedVpc to Enforce, or add the rules of spec.snapshot by hand,"
          + " now."),
  KEPT("Somebody decided that the group stays as it is.", "Nothing."),
  GROUP_DELETED(
      "The group was deleted. What it was like is kept for 90 days.",
      "Set spec.decision of the OrphanedSecurityGroup to Restore if it is missed."),
  NO_ORPHAN("The group is no orphan any more, so its object goes.", "Nothing."),
  DECISION_WITHOUT_EFFECT(
      "spec.decision asks for what cannot be done as things are; the message says why.",
      "Change spec.decision, or what the message names."),
  SNAPSHOT_LOST(
      "The group is quarantined, and the object that held its rules was lost. It is never deleted"
          + " by itself, and its rules cannot be given back.",
      "Give the group its rules by hand and set spec.decision to Keep, or set it to Delete."),
  SNAPSHOT_CHANGED(
      "spec.snapshot is not what Rolegate wrote there, so it is never used.",
      "Put spec.snapshot back as it was, as from a backup; or as for SnapshotLost."),
  SNAPSHOT_KEPT("What is needed to bring the group back is there.", "Nothing."),
  DEFAULT_GROUP_CLOSED("The VPC's default group has no rules.", "Nothing."),
  DEFAULT_GROUP_OPEN(
      "The VPC's default group has rules, so that whatever is launched without a group of its own is"
          + " reached by them; the message says why they stay.",
      "Set spec.defaultGroup to Close, and approve that where the message says that it waits."),
  GUARDRAILS_KEPT(
      "Every guardrail that could be judged by lets the group and its rules pass; the message"
          + " counts accepted exceptions, and names those that only warn and could not be judged"
          + " by.",
      "Nothing."),
  GUARDRAILS_WARN(
      "A guardrail that only warns is not kept; the message names it and the rule.",
      "Do what the message says, or ask for a GuardrailException."),
  GUARDRAILS_BROKEN(
      "A guardrail is not kept; the message names it and the rule. With Deny the rule is withheld"
          + " and what is live of it stays; with Remove that is revoked too.",
      "Do what the message says, or ask for a GuardrailException."),
  GUARDRAILS_UNKNOWN(
      "A guardrail that denies could not be judged by, since something is not known. What is not in"
          + " place yet waits.",
      "Give what the message names, as a permission."),
  JUDGING("The guardrail is judged by at every check.", "Nothing."),
  INVALID_EXPRESSION(
      "An expression of the guardrail cannot be used; the message has the field and the place. The"
          + " guardrail judges nothing, and the others go on.",
      "Correct the expression; rolegate guardrail test tries it."),
  TOO_COSTLY(
      "The loops of the guardrail went over more elements of lists than one check allows. What it"
          + " had not judged until then is not known: what is not in place yet waits, and the rest"
          + " stays.",
      "Let its when choose fewer rules, its match fewer groups, or its loops shorter lists."),
  GUARDRAIL_NOT_FOUND(
      "The exception is from a guardrail that is not there, so it counts for nothing.",
      "Correct spec.guardrail, or delete the exception."),
  EXCEPTION_COUNTS("The exception counts, until status.until.", "Nothing."),
  RULE_GONE(
      "The exception is for a live rule by its id, and the group has no rule of that id, so it counts"
          + " for nothing.",
      "Delete the exception, or write another one for the rule that is there now."),
  RULE_UNREAD(
      "The exception is for a live rule by its id, and it is not known which one that is. What it may be"
          + " for is left as it is.",
      "Nothing; where the message names a refused call, allow it."),
  EXCEPTION_ENDED(
      "The exception's time is over: the guardrail holds again.",
      "Do without it, or create another exception that somebody accepts."),
  REVIEWED("The documents were reviewed within the period of spec.review.every.", "Nothing."),
  REVIEW_OVERDUE(
      "The documents were not reviewed within the period of spec.review.every, or never. The group"
          + " is kept as before.",
      "Review the documents, and write the day into spec.review.lastReviewed."),
  REVIEW_AHEAD(
      "spec.review.lastReviewed is a day that is still to come, so no review took place on it. The"
          + " group is kept as before.",
      "Write the day on which the last review took place into spec.review.lastReviewed."),
  USABLE("Rules can use the AddressSet.", "Nothing."),
  IN_SYNC("AWS equals the documents.", "Nothing."),
  DIFFERS("AWS differs from the documents; status.plan says how.", "As the condition Ready says."),
  NOT_COMPARED("AWS and the documents could not be compared.", "As the condition Ready says.");

  private final String meaning;
  private final String remedy;
  private final String text;

  Reason(String meaning, String remedy) {
    this.meaning = meaning;
    this.remedy = remedy;
    this.text =
        Arrays.stream(name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining());
  }

  /** As conditions and events write it, in CamelCase. */
  public String text() {
    return text;
  }

  /** What the reason says about the resource. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
