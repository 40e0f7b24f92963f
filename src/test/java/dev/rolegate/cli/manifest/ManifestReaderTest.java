package dev.rolegate.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.AdoptableSpec;
import dev.rolegate.api.Exposure;
import dev.rolegate.api.Grant;
import dev.rolegate.api.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {
  private static final String VPC =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: ManagedVpc
      metadata:
        name: prod
      spec:
        vpcId: vpc-0a1b2c3d4e5f60718
        region: eu-west-1
        mode: Enforce
      """;
  private static final String ROLE =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: RoleSecurityGroup
      metadata:
        name: web
        namespace: shop
      spec:
        vpc: prod
        role: web
        purpose: Serves pages
        owner: team@example.com
        suspend: false
        egress:
        - name: dns
          purpose: Names
          ports:
          - protocol: udp
            port: 53
          peers:
          - securityGroup:
              id: sg-0a1b2c3d
              accountId: "111122223333"
      """;

  @TempDir Path folder;

  private static Manifests read(String text) {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new ManifestReader(in).read(List.of("-"));
  }

  private static String error(String text) {
    assertThat(read(text).errors()).hasSize(1);
    return read(text).errors().get(0).toString();
  }

  @Test
  void documents_of_one_file_are_read_and_other_kinds_passed_over() {
    var manifests =
        read(
            "# a comment\n---\n"
                + VPC
                + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: x}\nunheard: of\n---\n"
                + ROLE
                + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: b}}\n");
    assertThat(manifests.errors()).isEmpty();
    assertThat(manifests.vpcs()).hasSize(1);
    assertThat(manifests.vpcs().get(0).getSpec().mode()).isEqualTo(Mode.ENFORCE);
    assertThat(manifests.roles()).hasSize(1);
    assertThat(manifests.roles().get(0).getSpec().egress().get(0).ports().get(0).port())
        .isEqualTo(53);
    assertThat(manifests.namespaceLabels()).isEqualTo(Map.of("shop", Map.of("a", "b")));
  }

  @Test
  void json_and_lists_are_read() {
    var manifests =
        read(
            """
            {"apiVersion": "v1", "kind": "List", "items": [
            \t{"apiVersion": "rolegate.dev/v1alpha1", "kind": "ManagedVpc",
            \t "metadata": {"name": "prod", "uid": "1", "generation": 3, "managedFields": []},
            \t "spec": {"vpcId": "vpc-0a1b2c3d", "region": "eu-west-1"}}]}
            """);
    assertThat(manifests.errors()).isEmpty();
    assertThat(manifests.vpcs()).hasSize(1);
    assertThat(manifests.vpcs().get(0).getSpec().mode()).isEqualTo(Mode.OBSERVE);
  }

  @Test
  void folders_are_read_to_the_bottom_and_each_file_once() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(deep.resolve("vpc.yml"), VPC);
    Files.writeString(folder.resolve("web.YAML"), ROLE);
    Files.writeString(folder.resolve("notes.txt"), "not: [yaml");
    var manifests =
        new ManifestReader(new ByteArrayInputStream(new byte[0]))
            .read(List.of(folder.toString(), deep.resolve("vpc.yml").toString()));
    assertThat(manifests.errors()).isEmpty();
    assertThat(manifests.vpcs()).hasSize(1);
    assertThat(manifests.roles()).hasSize(1);
  }

  @Test
  void a_missing_file_and_a_folder_without_manifests_are_told() {
    var manifests =
        new ManifestReader(new ByteArrayInputStream(new byte[0]))
            .read(List.of(folder.toString(), folder.resolve("gone.yaml").toString()));
    assertThat(manifests.errors())
        .extracting(ManifestError::message)
        .containsExactly(
            "the folder holds no *.yaml, *.yml or *.json file",
            "cannot be read: there is no such file or folder");
  }

  @Test
  void an_unknown_field_is_told_with_the_known_ones() {
    assertThat(error(VPC + "---\n" + ROLE.replace("purpose: Names", "porpoise: Names")))
        .isEqualTo(
            "standard input, document 2, spec.egress[0].porpoise: unknown field; write one of"
                + " expiresAt, name, peers, ports, purpose");
    assertThat(error(ROLE.replace("spec:", "spce:"))).contains("spce: unknown field");
    assertThat(error(ROLE.replace("  namespace:", "  lables: {}\n  namespace:")))
        .contains("metadata.lables: unknown field");
  }

  @Test
  void a_wrong_type_is_told_with_the_right_one() {
    assertThat(error(ROLE.replace("port: 53", "port: \"53\"")))
        .contains("spec.egress[0].ports[0].port: wrong value; write a whole number");
    assertThat(error(ROLE.replace("port: 53", "port: 53.5"))).contains("a whole number");
    assertThat(error(ROLE.replace("\"111122223333\"", "111122223333")))
        .contains("peers[0].securityGroup.accountId: wrong value; write text", "quotes");
    assertThat(error(ROLE.replace("suspend: false", "suspend: \"no\"")))
        .contains("spec.suspend: wrong value; write true or false");
    assertThat(error(ROLE.replace("owner: team@example.com", "owner: [a]")))
        .contains("spec.owner: wrong value; write text");
    assertThat(error(VPC.replace("mode: Enforce", "mode: enforce")))
        .contains("spec.mode: wrong value; write Observe or Enforce");
    assertThat(error(VPC.replace("mode: Enforce", "tenants: {}")))
        .contains("spec.tenants: wrong value; write a list");
    assertThat(error(VPC.replace("mode: Enforce", "drift: 5m")))
        .contains("spec.drift: wrong value; write an object");
  }

  @Test
  void what_is_missing_is_told() {
    assertThat(error(ROLE.replaceAll("(?s)  egress:.*", "")))
        .isEqualTo(
            "standard input, document 1, spec.egress: is missing; write [], nothing may leave,"
                + " or the rules");
    assertThat(error(ROLE.replace("  namespace: shop\n", "")))
        .contains("metadata.namespace: is missing");
    assertThat(error(ROLE.replace("  name: web\n", "")))
        .contains("metadata.name: write the object's name");
    assertThat(error(VPC.replace("  vpcId: vpc-0a1b2c3d4e5f60718\n", "")))
        .contains("spec.vpcId: is missing; write as vpc-0a1b2c3d4e5f60718");
    assertThat(error(VPC.replace("eu-west-1", "Ireland"))).contains("spec.region: 'Ireland'");
  }

  @Test
  void grants_and_consent_are_read_strictly() {
    String tenants = "  tenants: [{namespaces: [shop], roles: [web], grants: [%s]}]\n";
    String adoptable = "  adoptable: [{groupId: %s, namespace: %s}]\n";
    var manifests =
        read(
            VPC
                + tenants.formatted("PublicExposure, ForeignPeers")
                + adoptable.formatted("sg-0a1b2c3d", "shop")
                + "  limits: {maxNarrowedPercent: 0}\n---\n"
                + ROLE
                + "  exposure: Public\n  adopt: {groupId: sg-0a1b2c3d}\n");
    assertThat(manifests.errors()).isEmpty();
    var vpc = manifests.vpcs().get(0).getSpec();
    assertThat(vpc.tenants().get(0).grants()).containsExactlyInAnyOrder(Grant.values());
    assertThat(vpc.adoptable()).containsExactly(new AdoptableSpec("sg-0a1b2c3d", "shop"));
    assertThat(vpc.limits().maxNarrowedPercent()).isZero();
    var role = manifests.roles().get(0).getSpec();
    assertThat(role.exposure()).isEqualTo(Exposure.PUBLIC);
    assertThat(role.adopt().groupId()).isEqualTo("sg-0a1b2c3d");

    assertThat(error(VPC + tenants.formatted("Everything")))
        .contains("spec.tenants[0].grants[0]: wrong value; write PublicExposure or ForeignPeers");
    assertThat(error(VPC + adoptable.formatted("legacy", "shop")))
        .contains("spec.adoptable[0].groupId: 'legacy'; write as sg-0a1b2c3d4e5f60718");
    assertThat(error(VPC + adoptable.formatted("sg-0a1b2c3d", "shop-*")))
        .contains("spec.adoptable[0].namespace: 'shop-*'; write as shop");
    assertThat(error(VPC + "  adoptable: [{groupId: sg-0a1b2c3d}]\n"))
        .contains("spec.adoptable[0].namespace: is missing; write as shop");
    String twice =
        "  adoptable: [{groupId: sg-0a1b2c3d, namespace: a}, {groupId: sg-0a1b2c3d, namespace: b}]";
    assertThat(error(VPC + twice)).contains("spec.adoptable[1].groupId: another entry names sg-");
    assertThat(error(VPC + "  limits: {maxNarrowedPercent: most}\n"))
        .contains("spec.limits.maxNarrowedPercent: wrong value; write a whole number");
    assertThat(error(ROLE + "  exposure: public\n"))
        .contains("spec.exposure: wrong value; write Internal or Public");
    assertThat(error(ROLE + "  adopt: {}\n"))
        .contains("spec.adopt.groupId: is missing; write the group's id");
    assertThat(error(ROLE + "  adopt: {id: sg-0a1b2c3d}\n"))
        .contains("spec.adopt.id: unknown field; write one of groupId");
  }

  @Test
  void sets_of_addresses_are_read_and_what_is_wrong_in_them_is_told() {
    String set =
        """
        apiVersion: rolegate.dev/v1alpha1
        kind: AddressSet
        metadata: {name: vpn}
        spec: {purpose: p, owner: o, kind: Vpn, entries: [{cidr: %s, description: d}]}
        """;
    var manifests = read(set.formatted("192.0.2.0/24"));
    assertThat(manifests.errors()).isEmpty();
    assertThat(manifests.addressSets())
        .singleElement()
        .satisfies(s -> assertThat(s.getSpec().entries()).hasSize(1));
    assertThat(error(set.formatted("192.0.2.0")))
        .contains("spec.entries[0].cidr: '192.0.2.0' is not a CIDR block");
    assertThat(error(set.formatted("10.0.0.0/8").replace("Vpn", "Home"))).contains("spec.kind");
  }

  @Test
  void an_unknown_version_or_kind_of_Rolegate_is_told() {
    assertThat(error(VPC.replace("v1alpha1", "v1")))
        .contains("apiVersion: 'rolegate.dev/v1' is unknown; write rolegate.dev/v1alpha1");
    assertThat(error(VPC.replace("ManagedVpc", "ManagedVPC"))).contains("'ManagedVPC' is unknown");
    assertThat(error("name: web\n")).contains("no Kubernetes object");
  }

  @Test
  void duplicates_are_told_with_the_first_place() {
    assertThat(error(ROLE + "---\n" + ROLE))
        .isEqualTo(
            "standard input, document 2, metadata.name: RoleSecurityGroup shop/web is in standard"
                + " input, document 1 already; remove one");
    assertThat(error(VPC + "---\n" + VPC.replace("name: prod", "name: prod2")))
        .contains("document 2, spec.vpcId: another ManagedVpc has vpc-0a1b2c3d4e5f60718");
    assertThat(error(VPC.replace("  mode: Enforce", "  mode: Enforce\n  mode: Observe")))
        .contains("line ", "mode");
  }

  @Test
  void text_that_is_no_yaml_is_told_with_its_line() {
    assertThat(error("a: b\n  c: [d\n")).startsWith("standard input, document 1: line ");
  }
}
