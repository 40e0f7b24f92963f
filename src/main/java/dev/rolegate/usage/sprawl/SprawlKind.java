package dev.rolegate.usage.sprawl;

import dev.rolegate.usage.sprawl.SprawlFacts.Part;
import java.util.Set;

/** What there is to find. The order is that of reports where findings weigh the same. */
public enum SprawlKind {
  ALL_IN_ONE(
      "AllInOne", "one group for machines of several kinds", Part.INTERFACES, Part.INSTANCES),
  PER_INSTANCE(
      "PerInstance",
      "a group for each instance where one role would do",
      Part.INTERFACES,
      Part.INSTANCES),
  LAUNCH_WIZARD("LaunchWizard", "groups that the console's launch wizard made", Part.INTERFACES),
  STALE_REFERENCE("StaleReference", "a rule that names a group which is not there", Part.STALE),
  DEAD_PEER(
      "DeadPeer",
      "a group with rules for addresses or instances that are not there",
      Part.INTERFACES,
      Part.RANGES),
  DUPLICATE("Duplicate", "groups with the same rules"),
  CONTAINED("Contained", "groups whose rules another group has too", Part.INTERFACES),
  PREFER_ROLE_REFERENCE(
      "PreferRoleReference",
      "private addresses in rules that are exactly one group's members",
      Part.INTERFACES,
      Part.RANGES),
  UNDECLARED_LAUNCH(
      "UndeclaredLaunch",
      "a launch template that names a group which no role declares",
      Part.LAUNCHES,
      Part.DECLARED);

  private final String apiName;
  private final String meaning;
  private final Set<Part> needs;

  SprawlKind(String apiName, String meaning, Part... needs) {
    this.apiName = apiName;
    this.meaning = meaning;
    this.needs = Set.of(needs);
  }

  /** As status, metrics and JSON spell it. */
  public String apiName() {
    return apiName;
  }

  /** For people, in a clause. */
  public String meaning() {
    return meaning;
  }

  /** What has to be known so that finding none says that there is none. */
  Set<Part> needs() {
    return needs;
  }
}
