package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/** A rule as EC2 held it. Exactly one of cidr, prefixList and securityGroup. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotRule(
    @Required @JsonPropertyDescription("The rule's id then, such as sgr-0a1b2c3d4e5f60718.")
        String id,
    @Required @JsonPropertyDescription("Ingress or Egress.") String direction,
    @Required @JsonPropertyDescription("tcp, udp, icmp, icmpv6, all, or a number.") String protocol,
    @JsonPropertyDescription("First port, or ICMP type.") Integer fromPort,
    @JsonPropertyDescription("Last port, or ICMP code.") Integer toPort,
    @JsonPropertyDescription("Addresses.") String cidr,
    @JsonPropertyDescription("Id of a prefix list.") String prefixList,
    @JsonPropertyDescription("Id of a security group.") String securityGroup,
    @JsonPropertyDescription("The account of the security group, where it is another.")
        String accountId,
    @JsonPropertyDescription("The rule's description.") String description,
    @JsonPropertyDescription("Tags of the rule.") Map<String, String> tags) {
  public SnapshotRule {
    tags = tags == null ? Map.of() : Map.copyOf(tags);
  }
}
