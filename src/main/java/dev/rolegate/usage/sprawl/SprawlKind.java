package dev.rolegate.usage.sprawl;

/** What there is to find. The order is that of reports where findings weigh the same. */
public enum SprawlKind {
  ALL_IN_ONE("AllInOne", "one group for machines of several kinds"),
  PER_INSTANCE("PerInstance", "a group for each instance where one role would do"),
  LAUNCH_WIZARD("LaunchWizard", "groups that the console's launch wizard made"),
  STALE_REFERENCE("StaleReference", "a rule that names a group which is not there"),
  DEAD_PEER("DeadPeer", "a group with rules for addresses or instances that are not there"),
  DUPLICATE("Duplicate", "groups with the same rules"),
  CONTAINED("Contained", "groups whose rules another group has too"),
  PREFER_ROLE_REFERENCE(
      "PreferRoleReference", "private addresses in rules that are exactly one group's members"),
  UNDECLARED_LAUNCH(
      "UndeclaredLaunch", "a launch template that names a group which no role declares");

  private final String apiName;
  private final String meaning;

  SprawlKind(String apiName, String meaning) {
    this.apiName = apiName;
    this.meaning = meaning;
  }

  /** As status, metrics and JSON spell it. */
  public String apiName() {
    return apiName;
  }

  /** For people, in a clause. */
  public String meaning() {
    return meaning;
  }
}
