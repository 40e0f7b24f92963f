package dev.rolegate.topology;

import dev.rolegate.api.AddressEntry;
import dev.rolegate.api.AddressKind;
import dev.rolegate.api.AddressSet;
import dev.rolegate.api.AddressSetSpec;
import dev.rolegate.api.AdoptSpec;
import dev.rolegate.api.AdoptableSpec;
import dev.rolegate.api.DeletionPolicy;
import dev.rolegate.api.Exposure;
import dev.rolegate.api.Grant;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.ManagedVpcSpec;
import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.PortSpec;
import dev.rolegate.api.ReviewSpec;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupSpec;
import dev.rolegate.api.RoleSecurityGroupStatus;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.Ownership;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Custom resources for tests, in one line each. */
final class Documents {
  /** Namespace shop may declare everything. */
  static final TenantSpec SHOP_ANY =
      new TenantSpec(List.of("shop"), null, List.of("*"), List.of(Grant.values()));

  private Documents() {}

  static ManagedVpc vpc(String name, TenantSpec... tenants) {
    return vpc(name, List.of(), tenants);
  }

  static ManagedVpc vpc(String name, List<AdoptableSpec> adoptable, TenantSpec... tenants) {
    var vpc = new ManagedVpc();
    vpc.setMetadata(new ObjectMetaBuilder().withName(name).build());
    vpc.setSpec(
        new ManagedVpcSpec(
            "vpc-0a1b2c3d4e5f60718",
            "eu-west-1",
            null,
            null,
            List.of(tenants),
            adoptable,
            null,
            null,
            null,
            null,
            null));
    return vpc;
  }

  /** A live group whose tags name a declaration of ManagedVpc prod of cluster test. */
  static Group live(String groupId, String name, String namespace, String declaration) {
    var key = new GroupKey(namespace, declaration);
    return live(groupId, name, Ownership.groupTags("test", "prod", key, "web", "Why", "Who"));
  }

  static Group live(String groupId, String name, Map<String, String> tags) {
    return new Group(
        groupId, name, "A group", "vpc-0a1b2c3d4e5f60718", "111122223333", tags, List.of(), false);
  }

  static Claims claims(Group... groups) {
    return Claims.of(List.of(groups), "test", "prod");
  }

  static Builder rsg(String namespace, String name) {
    return new Builder(namespace, name);
  }

  static RuleSpec rule(String name, PortSpec port, PeerSpec... peers) {
    return new RuleSpec(name, "Because of " + name, List.of(port), List.of(peers), null);
  }

  static PortSpec tcp(int port) {
    return new PortSpec(null, port, null, null, null);
  }

  static PortSpec protocol(String name) {
    return new PortSpec(name, null, null, null, null);
  }

  static PeerSpec cidr(String cidr) {
    return new PeerSpec(null, cidr, null, null, null);
  }

  static PeerSpec role(String name) {
    return role(name, null);
  }

  static PeerSpec role(String name, String namespace) {
    return new PeerSpec(new PeerSpec.RoleRef(name, namespace), null, null, null, null);
  }

  static PeerSpec prefixList(String id) {
    return new PeerSpec(null, null, new PeerSpec.PrefixListRef(id), null, null);
  }

  static PeerSpec group(String id, String account) {
    return new PeerSpec(null, null, null, new PeerSpec.SecurityGroupRef(id, account), null);
  }

  static PeerSpec addressSet(String name) {
    return new PeerSpec(null, null, null, null, name);
  }

  /** An AddressSet of kind Vpn; each entry is a block, or a block, a space and its end. */
  static AddressSet set(String name, String... entries) {
    var set = new AddressSet();
    set.setMetadata(new ObjectMetaBuilder().withName(name).build());
    set.setSpec(
        new AddressSetSpec(
            "Clients of the VPN",
            "team-network@example.com",
            AddressKind.VPN,
            Stream.of(entries)
                .map(entry -> entry.split(" "))
                .map(
                    parts ->
                        new AddressEntry(parts[0], "Gateway", parts.length > 1 ? parts[1] : null))
                .toList()));
    return set;
  }

  /** A RoleSecurityGroup of ManagedVpc prod whose role is its name, unless said otherwise. */
  static final class Builder {
    private final ObjectMetaBuilder metadata;
    private String vpc = "prod";
    private String role;
    private String purpose = "Web servers";
    private Exposure exposure;
    private Boolean suspend;
    private List<RuleSpec> ingress = List.of();
    private List<RuleSpec> egress = List.of();
    private String groupName;
    private String adoptId;
    private DeletionPolicy policy;
    private ReviewSpec review;
    private List<String> applied;
    private String groupId;

    private Builder(String namespace, String name) {
      metadata =
          new ObjectMetaBuilder()
              .withNamespace(namespace)
              .withName(name)
              .withUid("uid-" + namespace + "-" + name)
              .withGeneration(1L);
      role = name;
    }

    Builder vpc(String value) {
      vpc = value;
      return this;
    }

    Builder role(String value) {
      role = value;
      return this;
    }

    Builder purpose(String value) {
      purpose = value;
      return this;
    }

    Builder isPublic() {
      exposure = Exposure.PUBLIC;
      return this;
    }

    Builder adopt(String value) {
      adoptId = value;
      return this;
    }

    Builder applied(String... hashes) {
      applied = List.of(hashes);
      return this;
    }

    Builder suspended() {
      suspend = true;
      return this;
    }

    Builder ingress(RuleSpec... rules) {
      ingress = List.of(rules);
      return this;
    }

    Builder egress(RuleSpec... rules) {
      egress = List.of(rules);
      return this;
    }

    Builder groupName(String value) {
      groupName = value;
      return this;
    }

    Builder policy(DeletionPolicy value) {
      policy = value;
      return this;
    }

    Builder review(String every, String lastReviewed) {
      review = new ReviewSpec(every, lastReviewed, "team-security@example.com");
      return this;
    }

    Builder groupId(String value) {
      groupId = value;
      return this;
    }

    Builder created(String time) {
      metadata.withCreationTimestamp(time);
      return this;
    }

    Builder deleted() {
      metadata.withDeletionTimestamp("2026-01-02T00:00:00Z");
      return this;
    }

    RoleSecurityGroup build() {
      var resource = new RoleSecurityGroup();
      resource.setMetadata(metadata.build());
      resource.setSpec(
          new RoleSecurityGroupSpec(
              vpc,
              role,
              purpose,
              "team@example.com",
              exposure,
              suspend,
              ingress,
              egress,
              groupName,
              adoptId == null ? null : new AdoptSpec(adoptId),
              policy,
              review));
      if (groupId != null || applied != null) {
        resource.setStatus(
            new RoleSecurityGroupStatus(
                null, null, groupId, null, null, null, null, null, null, applied, null, null));
      }
      return resource;
    }
  }
}
