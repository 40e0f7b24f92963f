package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** A rule as EC2 held it. Exactly one of cidr, prefixList and securityGroup. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotRule(
    @Required
        @Size(max = 22)
        @JsonPropertyDescription("The rule's id then, such as sgr-0a1b2c3d4e5f60718.")
        String id,
    @Required @Size(max = 7) @JsonPropertyDescription("Ingress or Egress.") String direction,
    @Required @Size(max = 6) @JsonPropertyDescription("tcp, udp, icmp, icmpv6, all, or a number.")
        String protocol,
    @Min(-1) @Max(65535) @JsonPropertyDescription("First port, or ICMP type.") Integer fromPort,
    @Min(-1) @Max(65535) @JsonPropertyDescription("Last port, or ICMP code.") Integer toPort,
    @Size(max = 43) @JsonPropertyDescription("Addresses.") String cidr,
    @Size(max = 20) @JsonPropertyDescription("Id of a prefix list.") String prefixList,
    @Size(max = 20) @JsonPropertyDescription("Id of a security group.") String securityGroup,
    @Size(max = 12)
        @JsonPropertyDescription("The account of the security group, where it is another.")
        String accountId,
    @Size(max = 255) @JsonPropertyDescription("The rule's description.") String description,
    @JsonPropertyDescription("Tags of the rule.") Map<String, @Size(max = 256) String> tags) {
  public SnapshotRule {
    tags = tags == null ? Map.of() : Map.copyOf(tags);
  }
}
