package dev.rolegate.api;

import static dev.rolegate.api.AdmissionCase.accepted;
import static dev.rolegate.api.AdmissionCase.named;
import static dev.rolegate.api.AdmissionCase.refused;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the API server accepts and refuses in a RoleSecurityGroup, but for its rules: those are in
 * {@link RuleCases}.
 */
final class RoleSecurityGroupCases {

  private static final String TEMPLATE =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: RoleSecurityGroup
      metadata: {name: web}
      spec: {vpc: prod, role: web, purpose: Web servers, owner: team-shop@example.com, egress: []}
      """;

  private RoleSecurityGroupCases() {}

  static List<AdmissionCase> all() {
    return Stream.of(identity(), texts(), reviews(), groupNames(), adoption(), changes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AdmissionCase> identity() {
    return List.of(
        accepted("the required fields alone", rsg("{}")),
        refused("no vpc", rsg("vpc: null"), "spec.vpc: Required value"),
        refused("no role", rsg("role: null"), "spec.role: Required value"),
        refused("no purpose", rsg("purpose: null"), "spec.purpose: Required value"),
        refused("no owner", rsg("owner: null"), "spec.owner: Required value"),
        refused("no egress", rsg("egress: null"), "spec.egress: Required value"),
        accepted("a ManagedVpc with dots", rsg("vpc: prod.eu-west-1")),
        refused("a VPC's id with capitals", rsg("vpc: VPC-1"), "write the metadata.name of a"),
        refused("a role with a space", rsg("role: web server"), "write the role in lower-case"),
        refused("a role with capitals", rsg("role: Web"), "write the role in lower-case"),
        refused("a role ending in a hyphen", rsg("role: web-"), "write the role in lower-case"),
        refused("an empty role", rsg("role: ''"), "write the role in lower-case"),
        accepted("the longest role", rsg("role: " + "r".repeat(63))),
        refused("a longer role", rsg("role: " + "r".repeat(64)), "may not be more than 63"),
        accepted("suspended", rsg("suspend: true")),
        accepted("Delete", rsg("deletionPolicy: Delete")),
        accepted("Retain", rsg("deletionPolicy: Retain")),
        refused(
            "another policy",
            rsg("deletionPolicy: Orphan"),
            "supported values: \"Delete\", \"Retain\""),
        accepted("Internal", rsg("exposure: Internal")),
        accepted("Public", rsg("exposure: Public")),
        refused(
            "another exposure",
            rsg("exposure: World"),
            "supported values: \"Internal\", \"Public\""),
        refused("an unknown field", rsg("ingres: []"), "unknown field \"spec.ingres\""),
        accepted("a name of 63 characters", named("w".repeat(63), rsg("{}"))),
        refused(
            "a name of 64 characters",
            named("w".repeat(64), rsg("{}")),
            "choose a metadata.name of at most 63 characters: the security group"));
  }

  private static List<AdmissionCase> texts() {
    return List.of(
        accepted("any letters", rsg("purpose: \"Web, größtenteils öffentlich – 'außen' & co\"")),
        accepted("the longest purpose", rsg("purpose: " + "p".repeat(256))),
        refused("a longer purpose", rsg("purpose: " + "p".repeat(257)), "may not be more than 256"),
        refused("an empty purpose", rsg("purpose: ''"), "why the group exists, such as"),
        refused("a blank purpose", rsg("purpose: '  '"), "why the group exists, such as"),
        refused(
            "a purpose with a line break",
            rsg("purpose: \"Web\\nservers\""),
            "why the group exists, such as"),
        refused(
            "a purpose with a control character",
            rsg("purpose: \"Web\\u0007\""),
            "why the group exists, such as"),
        refused("a space after", rsg("purpose: 'Web '"), "why the group exists, such as"),
        refused(
            "a space before an owner", rsg("owner: ' a'"), "who answers for the group, such as"),
        accepted("a team", rsg("owner: Team Shop")),
        refused("an empty owner", rsg("owner: ''"), "who answers for the group, such as"),
        refused("a blank owner", rsg("owner: ' '"), "who answers for the group, such as"),
        refused(
            "an owner with a line separator",
            rsg("owner: \"a\\u2028b\""),
            "who answers for the group, such as"));
  }

  private static List<AdmissionCase> reviews() {
    return List.of(
        accepted("reviews", rsg("review: {every: 180d}")),
        accepted(
            "a review",
            rsg("review: {every: 180d, lastReviewed: '2026-01-31', reviewer: team-security}")),
        accepted("another review", rsg("review: {every: 180d, lastReviewed: '2026-07-31'}"))
            .changedFrom(rsg("review: {every: 180d, lastReviewed: '2026-01-31'}")),
        refused("no period", rsg("review: {lastReviewed: '2026-01-31'}"), "every: Required value"),
        refused("a period in words", rsg("review: {every: yearly}"), "with one unit s, m, h or d"),
        refused(
            "a moment as the day",
            rsg("review: {every: 180d, lastReviewed: '2026-01-31T12:00:00Z'}"),
            "may not be more than 10"),
        refused(
            "a day the wrong way round",
            rsg("review: {every: 180d, lastReviewed: '31.01.2026'}"),
            "write a day, such as 2026-01-31"),
        refused(
            "a day that no calendar has",
            rsg("review: {every: 180d, lastReviewed: '2026-02-30'}"),
            "lastReviewed"),
        refused(
            "a blank reviewer",
            rsg("review: {every: 180d, reviewer: ' '}"),
            "who reviewed the documents"));
  }

  private static List<AdmissionCase> groupNames() {
    return List.of(
        accepted("a path", rsg("groupName: shop/web")),
        accepted("every character of EC2", rsg("groupName: 'aZ09 ._-:/()#,@[]+=&;{}!$*'")),
        accepted("sg in the middle", rsg("groupName: web-sg-1")),
        accepted("default in the middle", rsg("groupName: default-web")),
        accepted("the longest name", rsg("groupName: " + "g".repeat(255))),
        refused("a longer name", rsg("groupName: " + "g".repeat(256)), "may not be more than 255"),
        refused("an empty name", rsg("groupName: ''"), "should be at least 1 chars long"),
        refused("an apostrophe", rsg("groupName: \"web's\""), "write a name in the characters"),
        refused("an umlaut", rsg("groupName: büro"), "write a name in the characters"),
        refused("an id", rsg("groupName: sg-1a2b3c4d"), "does not begin with sg-"),
        refused("an id in capitals", rsg("groupName: SG-web"), "does not begin with sg-"),
        refused("default", rsg("groupName: default"), "write a name that is not default"),
        refused("Default", rsg("groupName: Default"), "write a name that is not default"),
        refused("a space before", rsg("groupName: ' web'"), "without spaces at its ends"),
        refused("a space after", rsg("groupName: 'web '"), "without spaces at its ends"));
  }

  private static List<AdmissionCase> adoption() {
    return List.of(
        accepted("a group to adopt", rsg("adopt: {groupId: sg-0a1b2c3d4e5f60718}")),
        accepted("an old, short id", rsg("adopt: {groupId: sg-0a1b2c3d}")),
        refused("adoption of nothing", rsg("adopt: {}"), "spec.adopt.groupId: Required value"),
        refused(
            "adoption by name",
            rsg("adopt: {groupId: legacy}"),
            "spec.adopt.groupId: Invalid value: \"legacy\": write the id of a security group"),
        refused(
            "adoption under another name",
            rsg("{adopt: {groupId: sg-0a1b2c3d}, groupName: web}"),
            "leave groupName out beside adopt"));
  }

  private static List<AdmissionCase> changes() {
    return List.of(
        accepted("another purpose", rsg("purpose: Other")).changedFrom(rsg("{}")),
        accepted("the same name", rsg("{groupName: a, suspend: true}"))
            .changedFrom(rsg("groupName: a")),
        refused("another VPC", rsg("vpc: test"), "vpc cannot change").changedFrom(rsg("{}")),
        refused("another role", rsg("role: db"), "role cannot change").changedFrom(rsg("{}")),
        accepted("the same adopted group", rsg("{adopt: {groupId: sg-0a1b2c3d}, suspend: true}"))
            .changedFrom(rsg("adopt: {groupId: sg-0a1b2c3d}")),
        accepted("another exposure", rsg("exposure: Public")).changedFrom(rsg("{}")),
        refused("adoption added", rsg("adopt: {groupId: sg-0a1b2c3d}"), "adopt cannot be added")
            .changedFrom(rsg("{}")),
        refused("adoption ended", rsg("{}"), "adopt cannot be added")
            .changedFrom(rsg("adopt: {groupId: sg-0a1b2c3d}")),
        refused("another group", rsg("adopt: {groupId: sg-1a2b3c4d}"), "adopt cannot be added")
            .changedFrom(rsg("adopt: {groupId: sg-0a1b2c3d}")),
        refused("a name added", rsg("groupName: a"), "groupName cannot be added")
            .changedFrom(rsg("{}")),
        refused("another name", rsg("groupName: b"), "groupName cannot be added")
            .changedFrom(rsg("groupName: a")),
        refused("a name removed", rsg("{}"), "groupName cannot be added")
            .changedFrom(rsg("groupName: a")));
  }

  static GenericKubernetesResource rsg(String specFields) {
    return AdmissionCase.with(TEMPLATE, specFields);
  }
}
