package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The other side of a rule: exactly one of the fields is there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "[has(self.role), has(self.cidr), has(self.addressSet), has(self.prefixList), has(self.securityGroup)]"
            + ".filter(p, p).size() == 1",
    message =
        "write exactly one of role, cidr, addressSet, prefixList and securityGroup in a peer; use one peer for each")
public record PeerSpec(
    @JsonPropertyDescription(
            "The machines of a role in the same VPC, such as {name: alb}. A group may name its own role.")
        RoleRef role,
    @Size(max = 43)
        @ValidationRule(value = Forms.BLOCK, message = Forms.BLOCK_ADVICE)
        @ValidationRule(value = Forms.CANONICAL_BLOCK, message = Forms.CANONICAL_BLOCK_ADVICE)
        @JsonPropertyDescription(
            "An IPv4 or IPv6 block in canonical form, such as 10.0.0.0/16, 192.0.2.7/32 or 2001:db8::/32. Everyone"
                + " is written out: 0.0.0.0/0 and ::/0.")
        String cidr,
    @JsonPropertyDescription(
            "A managed prefix list, such as {id: pl-0a1b2c3d}. Its size counts against the group's quota.")
        PrefixListRef prefixList,
    @JsonPropertyDescription(
            "A security group that no role stands for, such as {id: sg-0a1b2c3d4e5f60718}; also one of a peered"
                + " VPC. Write role for a group that Rolegate manages.")
        SecurityGroupRef securityGroup,
    @Size(max = 63)
        @ValidationRule(
            value = Forms.LABEL,
            message = "write the metadata.name of an AddressSet, such as corp-vpn")
        @JsonPropertyDescription(
            "The addresses of an AddressSet, such as corp-vpn: one EC2 rule for each of them, for as long as it is in"
                + " the set. Each counts against the group's quota.")
        String addressSet) {

  /** A role of the same VPC. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RoleRef(
      @Required
          @Size(max = 63)
          @ValidationRule(
              value = Forms.LABEL,
              message = "write the name of a role, spec.role of a RoleSecurityGroup, such as web")
          @JsonPropertyDescription("The role: spec.role of a RoleSecurityGroup, such as alb.")
          String name,
      @Size(max = 63)
          @ValidationRule(
              value = Forms.LABEL,
              message = "write the name of a namespace, such as shop")
          @JsonPropertyDescription(
              "Namespace that declares the role. Absent: the namespace of this resource.")
          String namespace) {}

  /** A managed prefix list of the VPC's Region. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PrefixListRef(
      @Required
          @Size(max = 20)
          @ValidationRule(
              value = "self.matches('^pl-([0-9a-f]{8}|[0-9a-f]{17})$')",
              message =
                  "write the id of a managed prefix list, such as pl-0a1b2c3d4e5f60718 or pl-6da54004")
          @JsonPropertyDescription("Id of the prefix list, such as pl-6da54004.")
          String id) {}

  /** A security group by its id. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SecurityGroupRef(
      @Required
          @Size(max = 20)
          @ValidationRule(value = Forms.GROUP_ID, message = Forms.GROUP_ID_ADVICE)
          @JsonPropertyDescription("Id of the group, such as sg-0a1b2c3d4e5f60718.")
          String id,
      @Size(max = 12)
          @ValidationRule(
              value = "self.matches('^[0-9]{12}$')",
              message =
                  "write the twelve digits of an AWS account id in quotes, such as \"111122223333\"")
          @JsonPropertyDescription(
              "AWS account that owns the group, in quotes, such as \"111122223333\", where it is not the VPC's own:"
                  + " a group of a peered VPC of another account.")
          String accountId) {}
}
