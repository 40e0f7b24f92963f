package dev.rolegate.sim;

import static dev.rolegate.sim.Cloud.filter;
import static dev.rolegate.sim.Cloud.refused;
import static dev.rolegate.sim.Cloud.tcpList;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

class PrefixListsTest extends CloudTest {
  private String id;

  @Override
  SimulatorOptions options() {
    return SimulatorOptions.defaults().withClock(Optional.empty(), 0);
  }

  @BeforeEach
  void create() {
    id =
        cloud
            .ec2
            .createManagedPrefixList(
                r ->
                    r.prefixListName("offices")
                        .addressFamily("IPv4")
                        .maxEntries(3)
                        .entries(entry("198.51.100.9/24")))
            .prefixList()
            .prefixListId();
  }

  private static AddPrefixListEntry entry(String cidr) {
    return AddPrefixListEntry.builder().cidr(cidr).build();
  }

  private void settle() {
    cloud.simulator.world().clock().advance(Duration.ofSeconds(1));
  }

  private ManagedPrefixList describe() {
    return cloud.ec2.describeManagedPrefixLists(r -> r.prefixListIds(id)).prefixLists().get(0);
  }

  private List<String> entries(Long version) {
    return cloud
        .ec2
        .getManagedPrefixListEntries(r -> r.prefixListId(id).targetVersion(version))
        .entries()
        .stream()
        .map(PrefixListEntry::cidr)
        .toList();
  }

  private void add(long version, String cidr) {
    cloud.ec2.modifyManagedPrefixList(
        r -> r.prefixListId(id).currentVersion(version).addEntries(entry(cidr)));
  }

  @Test
  @DisplayName("[D] a list is created in the background, with version 1")
  void created() {
    assertThat(describe().stateAsString()).isEqualTo("create-in-progress");
    refused("IncorrectState", () -> add(1, "203.0.113.0/24"));
    settle();
    assertThat(describe().stateAsString()).isEqualTo("create-complete");
    assertThat(describe().version()).isEqualTo(1);
    assertThat(entries(null)).containsExactly("198.51.100.0/24");
  }

  @Test
  @DisplayName("[D] changed entries make a new version, older ones stay readable and come back")
  void versions() {
    settle();
    refused("PrefixListVersionMismatch", () -> add(7, "203.0.113.0/24"));
    add(1, "203.0.113.0/24");
    assertThat(describe().stateAsString()).isEqualTo("modify-in-progress");
    settle();
    assertThat(describe().stateAsString()).isEqualTo("modify-complete");
    assertThat(describe().version()).isEqualTo(2);
    assertThat(entries(null)).containsExactly("198.51.100.0/24", "203.0.113.0/24");
    assertThat(entries(1L)).containsExactly("198.51.100.0/24");
    cloud.ec2.restoreManagedPrefixListVersion(
        r -> r.prefixListId(id).previousVersion(1L).currentVersion(2L));
    settle();
    assertThat(describe().stateAsString()).isEqualTo("restore-complete");
    assertThat(describe().version()).isEqualTo(3);
    assertThat(entries(null)).containsExactly("198.51.100.0/24");
  }

  @Test
  @DisplayName("[R] entries and size are not changed in one request")
  void entriesOrSize() {
    settle();
    refused(
        "InvalidParameterCombination",
        "You cannot modify the entries and the maximum entries for the prefix list in the same"
            + " request.",
        () ->
            cloud.ec2.modifyManagedPrefixList(
                r ->
                    r.prefixListId(id)
                        .currentVersion(1L)
                        .maxEntries(9)
                        .addEntries(entry("203.0.113.0/24"))));
  }

  @Test
  @DisplayName("[D] no more entries than the list may have, and no more than 100 in a request")
  void tooMany() {
    settle();
    List<AddPrefixListEntry> three =
        IntStream.range(1, 4).mapToObj(i -> entry("10." + i + ".0.0/16")).toList();
    refused(
        "PrefixListMaxEntriesExceeded",
        () ->
            cloud.ec2.modifyManagedPrefixList(
                r -> r.prefixListId(id).currentVersion(1L).addEntries(three)));
    List<AddPrefixListEntry> many =
        IntStream.range(0, 101).mapToObj(i -> entry("10." + i + ".0.0/16")).toList();
    refused(
        "InvalidParameterValue",
        () ->
            cloud.ec2.modifyManagedPrefixList(
                r -> r.prefixListId(id).currentVersion(1L).addEntries(many)));
  }

  @Test
  @DisplayName("[D] a reference weighs the maximum of entries; a resize that has no room fails")
  void resize() {
    settle();
    String group = cloud.group("web");
    cloud.allow(group, tcpList(443, id));
    cloud.ec2.modifyManagedPrefixList(r -> r.prefixListId(id).maxEntries(61));
    settle();
    assertThat(describe().stateAsString()).isEqualTo("modify-failed");
    assertThat(describe().stateMessage()).contains(group);
    assertThat(describe().maxEntries()).isEqualTo(3);
    cloud.ec2.modifyManagedPrefixList(r -> r.prefixListId(id).maxEntries(60));
    settle();
    assertThat(describe().maxEntries()).isEqualTo(60);
    refused("RulesPerSecurityGroupLimitExceeded", () -> cloud.allow(group, tcpList(80, id)));
  }

  @Test
  @DisplayName("[D] a list that is referred to is not deleted; the others go in the background")
  void delete() {
    settle();
    String group = cloud.group("web");
    cloud.allow(group, tcpList(443, id));
    assertThat(
            cloud
                .ec2
                .getManagedPrefixListAssociations(r -> r.prefixListId(id))
                .prefixListAssociations())
        .extracting(one -> one.resourceId())
        .containsExactly(group);
    refused(
        "DependencyViolation", () -> cloud.ec2.deleteManagedPrefixList(r -> r.prefixListId(id)));
    cloud.ec2.deleteSecurityGroup(r -> r.groupId(group));
    cloud.ec2.deleteManagedPrefixList(r -> r.prefixListId(id));
    assertThat(describe().stateAsString()).isEqualTo("delete-in-progress");
    settle();
    refused("InvalidPrefixListID.NotFound", this::describe);
  }

  @Test
  @DisplayName("[D] AWS's lists are there, weigh what AWS publishes, and cannot be changed")
  void awsManaged() {
    ManagedPrefixList cloudFront =
        cloud
            .ec2
            .describeManagedPrefixLists(
                r ->
                    r.filters(
                        filter("owner-id", "AWS"),
                        filter("prefix-list-name", "*cloudfront.origin-facing")))
            .prefixLists()
            .get(0);
    assertThat(cloudFront.version()).isNull();
    String group = cloud.group("web");
    cloud.allow(group, tcpList(443, cloudFront.prefixListId()));
    refused(
        "RulesPerSecurityGroupLimitExceeded",
        () -> cloud.allow(group, tcpList(80, cloudFront.prefixListId())));
    refused(
        "OperationNotPermitted",
        () ->
            cloud.ec2.modifyManagedPrefixList(
                r -> r.prefixListId(cloudFront.prefixListId()).prefixListName("mine")));
    assertThat(
            cloud
                .ec2
                .describePrefixLists(r -> r.filters(filter("prefix-list-name", "*.s3")))
                .prefixLists()
                .get(0)
                .cidrs())
        .isNotEmpty();
  }
}
