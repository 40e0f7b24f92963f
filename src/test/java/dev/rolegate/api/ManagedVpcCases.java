package dev.rolegate.api;

import static dev.rolegate.api.AdmissionCase.accepted;
import static dev.rolegate.api.AdmissionCase.named;
import static dev.rolegate.api.AdmissionCase.refused;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.Stream;

/** What the API server accepts and refuses in a ManagedVpc. */
final class ManagedVpcCases {

  private static final String TEMPLATE =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: ManagedVpc
      metadata: {name: admission}
      spec: {vpcId: vpc-0a1b2c3d4e5f60718, region: eu-west-1}
      """;

  private ManagedVpcCases() {}

  static List<AdmissionCase> all() {
    return Stream.of(
            place(), tenants(), grants(), adoptable(), limits(), orphans(), unmanaged(), changes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AdmissionCase> place() {
    return List.of(
        accepted("the required fields alone", vpc("{}")),
        refused("no vpcId", vpc("vpcId: null"), "spec.vpcId: Required value"),
        refused("no region", vpc("region: null"), "spec.region: Required value"),
        accepted("an old, short VPC id", vpc("vpcId: vpc-1a2b3c4d")),
        refused("a subnet's id", vpc("vpcId: subnet-1a2b3c4d"), "write the id of the VPC"),
        refused("upper case", vpc("vpcId: vpc-1A2B3C4D"), "write the id of the VPC"),
        accepted("a GovCloud Region", vpc("region: us-gov-west-1")),
        accepted("a sovereign Region", vpc("region: eusc-de-east-1")),
        refused("a zone", vpc("region: eu-west-1a"), "write the code of an AWS Region"),
        refused("a place", vpc("region: Ireland"), "write the code of an AWS Region"),
        accepted("a role", vpc("roleArn: 'arn:aws:iam::111122223333:role/rolegate'")),
        accepted("a role in a path", vpc("roleArn: 'arn:aws-cn:iam::111122223333:role/net/rg'")),
        accepted("a GovCloud role", vpc("roleArn: 'arn:aws-us-gov:iam::111122223333:role/rg'")),
        refused("a name for a role", vpc("roleArn: rolegate"), "write the ARN of an IAM role"),
        refused(
            "a user's ARN",
            vpc("roleArn: 'arn:aws:iam::111122223333:user/rolegate'"),
            "write the ARN of an IAM role"),
        accepted("Enforce", vpc("mode: Enforce")),
        refused("another mode", vpc("mode: DryRun"), "supported values: \"Enforce\", \"Observe\""),
        accepted("seconds", vpc("drift: {interval: 30s}")),
        accepted("the longest interval", vpc("drift: {interval: 99999d}")),
        refused("no unit", vpc("drift: {interval: '300'}"), "write a whole number"),
        refused("zero", vpc("drift: {interval: 0s}"), "write a whole number"),
        refused("two units", vpc("drift: {interval: 1h30m}"), "write a whole number"),
        refused("an unknown field", vpc("vpcID: vpc-1a2b3c4d"), "unknown field \"spec.vpcID\""),
        accepted("a name of 63 characters", named("v".repeat(63), vpc("{}"))),
        refused(
            "a name of 64 characters",
            named("v".repeat(64), vpc("{}")),
            "choose a metadata.name of at most 63 characters: every group"));
  }

  private static List<AdmissionCase> tenants() {
    return List.of(
        accepted("namespaces by name", tenant("{namespaces: [shop, billing], roles: [web]}")),
        accepted("every namespace", tenant("{namespaceSelector: {}, roles: ['*']}")),
        accepted(
            "namespaces by label",
            tenant(
                "{namespaceSelector: {matchLabels: {team: shop}, matchExpressions: [{key: env, operator: In,"
                    + " values: [prod]}]}, roles: ['*-worker', web, 'a*b']}")),
        refused(
            "names and a selector",
            tenant("{namespaces: [shop], namespaceSelector: {}, roles: [web]}"),
            "write either namespaces"),
        refused("neither", tenant("{roles: [web]}"), "write either namespaces"),
        refused("no name", tenant("{namespaces: [], roles: [web]}"), "write either namespaces"),
        refused(
            "a pattern for namespaces",
            tenant("{namespaces: ['shop-*'], roles: [web]}"),
            "write names of namespaces"),
        refused("no roles", tenant("{namespaces: [shop]}"), "roles: Required value"),
        refused(
            "no role", tenant("{namespaces: [shop], roles: []}"), "should have at least 1 items"),
        refused(
            "a regular expression",
            tenant("{namespaces: [shop], roles: ['(web|db)']}"),
            "write role names in lower-case letters"),
        accepted("a label that exists", requirement("{key: team, operator: Exists}")),
        accepted("a value not there", requirement("{key: env, operator: NotIn, values: [dev]}")),
        refused(
            "In without values",
            requirement("{key: env, operator: In}"),
            "write values with the operators In and NotIn"),
        refused(
            "Exists with values",
            requirement("{key: env, operator: Exists, values: [dev]}"),
            "write values with the operators In and NotIn"),
        refused(
            "an unknown operator",
            requirement("{key: env, operator: Equals, values: [dev]}"),
            "supported values: \"DoesNotExist\", \"Exists\", \"In\", \"NotIn\""));
  }

  private static List<AdmissionCase> grants() {
    return List.of(
        accepted("every grant", grants("[PublicExposure, ForeignPeers]")),
        accepted("no grant", grants("[]")),
        refused(
            "an unknown grant",
            grants("[Everything]"),
            "supported values: \"ForeignPeers\", \"PublicExposure\""),
        refused(
            "a grant twice",
            grants("[ForeignPeers, ForeignPeers]"),
            "grants[1]: Duplicate value: \"ForeignPeers\""));
  }

  private static List<AdmissionCase> adoptable() {
    return List.of(
        accepted("a group", adoptable("{groupId: sg-0a1b2c3d4e5f60718, namespace: shop}")),
        accepted(
            "groups of two namespaces",
            adoptable(
                "{groupId: sg-0a1b2c3d, namespace: shop}, {groupId: sg-1a2b3c4d, namespace:"
                    + " billing}")),
        refused(
            "a group for two namespaces",
            adoptable(
                "{groupId: sg-0a1b2c3d, namespace: shop}, {groupId: sg-0a1b2c3d, namespace:"
                    + " billing}"),
            "Duplicate value: {\"groupId\":\"sg-0a1b2c3d\"}"),
        refused("no group", adoptable("{namespace: shop}"), "groupId: Required value"),
        refused("nobody", adoptable("{groupId: sg-0a1b2c3d}"), "namespace: Required value"),
        refused(
            "a name for a group",
            adoptable("{groupId: legacy, namespace: shop}"),
            "adoptable[0].groupId: Invalid value: \"legacy\": write the id of a security group"),
        refused(
            "a pattern for namespaces",
            adoptable("{groupId: sg-0a1b2c3d, namespace: 'shop-*'}"),
            "write the name of a namespace, such as shop"));
  }

  private static List<AdmissionCase> limits() {
    return List.of(
        accepted(
            "no change without approval",
            vpc("limits: {maxGroupDeletionsPerHour: 0, maxNarrowedPercent: 0}")),
        accepted(
            "the widest limits",
            vpc("limits: {maxGroupDeletionsPerHour: 1000, maxNarrowedPercent: 100}")),
        refused(
            "more deletions",
            vpc("limits: {maxGroupDeletionsPerHour: 1001}"),
            "should be less than or equal to 1000"),
        refused(
            "fewer deletions than none",
            vpc("limits: {maxGroupDeletionsPerHour: -1}"),
            "should be greater than or equal to 0"),
        refused(
            "more than everything",
            vpc("limits: {maxNarrowedPercent: 101}"),
            "should be less than or equal to 100"),
        refused(
            "less than nothing",
            vpc("limits: {maxNarrowedPercent: -1}"),
            "should be greater than or equal to 0"));
  }

  private static List<AdmissionCase> orphans() {
    return List.of(
        accepted("orphans are reported", vpc("orphans: {}")),
        accepted(
            "everything about orphans",
            orphans(
                "action: Delete, gracePeriod: 30d, quarantinePeriod: 14d, match: {ids: [sg-0a1b2c3d], names: ['launch-wizard-*'], tags: [{key: team, value: 'a*'}]},"
                    + " keep: {names: [vpn]}, collectors: [LaunchTemplates, Kubernetes], acceptUncovered: true")),
        accepted("no collector but EC2's own", orphans("collectors: []")),
        accepted("a tag by its key", orphans("action: Quarantine, match: {tags: [{key: stale}]}")),
        refused(
            "taking rules from no group in particular",
            orphans("action: Quarantine"),
            "say with ids, names or tags which groups"),
        refused(
            "deleting what an empty list names",
            orphans("action: Delete, match: {names: []}"),
            "say with ids, names or tags which groups"),
        refused(
            "another action",
            orphans("action: Purge"),
            "supported values: \"Delete\", \"Quarantine\", \"Report\""),
        refused("a grace of weeks", orphans("gracePeriod: 2w"), "write a whole number"),
        refused("no quarantine", orphans("quarantinePeriod: 0d"), "write a whole number"),
        refused(
            "a name for an id",
            orphans("keep: {ids: [vpn]}"),
            "write ids of security groups, such as sg-0a1b2c3d4e5f60718"),
        refused(
            "a tag without a key", orphans("keep: {tags: [{value: x}]}"), "key: Required value"),
        refused("a collector twice", orphans("collectors: [Ecs, Ecs]"), "Duplicate value: \"Ecs\""),
        refused("an unknown collector", orphans("collectors: [Ec2]"), "supported values:"));
  }

  private static List<AdmissionCase> unmanaged() {
    return List.of(
        accepted("unmanaged groups are reported", vpc("unmanaged: {}")),
        accepted(
            "everything about unmanaged groups",
            unmanaged(
                "action: Remediate, gracePeriod: 12h, match: {ids: [sg-0a1b2c3d], names: ['launch-wizard-*'], tags:"
                    + " [{key: team, value: 'a*'}]}, keep: {tags: [{key: keep}]}")),
        accepted("a match without Remediate", unmanaged("match: {names: ['*']}")),
        refused(
            "taking rules from no group in particular",
            unmanaged("action: Remediate"),
            "say with ids, names or tags from which groups Remediate may take rules"),
        refused(
            "taking rules from what an empty list names",
            unmanaged("action: Remediate, match: {tags: []}, keep: {names: [vpn]}"),
            "say with ids, names or tags from which groups Remediate may take rules"),
        refused(
            "another action",
            unmanaged("action: Delete"),
            "supported values: \"Remediate\", \"Report\""),
        refused("no grace", unmanaged("gracePeriod: 0s"), "write a whole number"),
        refused(
            "a rule's id for a group's",
            unmanaged("keep: {ids: [sgr-0a1b2c3d4e5f60718]}"),
            "write ids of security groups, such as sg-0a1b2c3d4e5f60718"),
        accepted("a default group that is reported", vpc("defaultGroup: Report")),
        accepted("a default group that is closed", vpc("defaultGroup: Close")),
        refused(
            "a default group that is deleted",
            vpc("defaultGroup: Delete"),
            "supported values: \"Close\", \"Ignore\", \"Report\""));
  }

  private static List<AdmissionCase> changes() {
    return List.of(
        accepted("another mode", vpc("mode: Enforce")).changedFrom(vpc("{}")),
        refused("another VPC", vpc("vpcId: vpc-1a2b3c4d"), "vpcId cannot change")
            .changedFrom(vpc("{}")),
        refused("another Region", vpc("region: eu-west-2"), "region cannot change")
            .changedFrom(vpc("{}")));
  }

  private static GenericKubernetesResource vpc(String specFields) {
    return AdmissionCase.with(TEMPLATE, specFields);
  }

  private static GenericKubernetesResource tenant(String tenant) {
    return vpc("tenants: [" + tenant + "]");
  }

  private static GenericKubernetesResource orphans(String fields) {
    return vpc("orphans: {" + fields + "}");
  }

  private static GenericKubernetesResource unmanaged(String fields) {
    return vpc("unmanaged: {" + fields + "}");
  }

  private static GenericKubernetesResource grants(String grants) {
    return tenant("{namespaces: [shop], roles: [web], grants: " + grants + "}");
  }

  private static GenericKubernetesResource adoptable(String groups) {
    return vpc("adoptable: [" + groups + "]");
  }

  private static GenericKubernetesResource requirement(String requirement) {
    return tenant("{namespaceSelector: {matchExpressions: [" + requirement + "]}, roles: [web]}");
  }
}
