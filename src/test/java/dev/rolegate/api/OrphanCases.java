package dev.rolegate.api;

import static dev.rolegate.api.AdmissionCase.accepted;
import static dev.rolegate.api.AdmissionCase.named;
import static dev.rolegate.api.AdmissionCase.refused;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;

/** What the API server accepts and refuses in an OrphanedSecurityGroup. */
final class OrphanCases {
  private static final String TEMPLATE =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: OrphanedSecurityGroup
      metadata: {name: sg-0a1b2c3d4e5f60718}
      spec: {managedVpc: prod, groupId: sg-0a1b2c3d4e5f60718, groupName: launch-wizard-1}
      """;

  private static final String SNAPSHOT =
      "{taken: '2026-01-31T12:00:00Z', description: by hand, ownerId: '111122223333', tags: {team: a}, rules: [{id:"
          + " sgr-0a1b2c3d4e5f60718, direction: Ingress, protocol: tcp, fromPort: 22, toPort: 22, cidr: 0.0.0.0/0}],"
          + " references: [{groupId: sg-1a2b3c4d, rule: {id: sgr-1a2b3c4d, direction: Egress, protocol: all,"
          + " securityGroup: sg-0a1b2c3d4e5f60718}}]}";

  private OrphanCases() {}

  static List<AdmissionCase> all() {
    return List.of(
        accepted("as Rolegate finds it", orphan("{}")),
        accepted("with a snapshot", orphan("snapshot: " + SNAPSHOT)),
        refused("no ManagedVpc", orphan("managedVpc: null"), "spec.managedVpc: Required value"),
        refused("no group", orphan("groupId: null"), "spec.groupId: Required value"),
        refused(
            "a name for a group",
            named("vpn", orphan("groupId: vpn")),
            "write the id of a security group, such as"),
        refused(
            "another name than the id",
            named("sg-1a2b3c4d", orphan("{}")),
            "metadata.name is the group's id"),
        accepted("a decision", orphan("decision: Keep")).changedFrom(orphan("{}")),
        accepted("the decision taken back", orphan("{}")).changedFrom(orphan("decision: Keep")),
        refused(
            "another decision",
            orphan("decision: Forget"),
            "supported values: \"Delete\", \"Keep\", \"Restore\""),
        accepted("another ManagedVpc, which looks after the VPC now", orphan("managedVpc: test"))
            .changedFrom(orphan("{}")),
        refused("another group", orphan("groupId: sg-1a2b3c4d"), "groupId cannot change")
            .changedFrom(orphan("{}")),
        refused(
            "a snapshot without an owner",
            orphan("snapshot: {taken: '2026-01-31T12:00:00Z', description: by hand}"),
            "spec.snapshot.ownerId: Required value"));
  }

  private static GenericKubernetesResource orphan(String specFields) {
    return AdmissionCase.with(TEMPLATE, specFields);
  }
}
