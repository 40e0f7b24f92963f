package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A protocol, and for those that have them its ports or its ICMP type and code. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!(self.protocol in ['tcp', 'udp', '6', '17']) || has(self.port)",
    message =
        "write port with protocol tcp or udp, such as port: 443; port: 0 with endPort: 65535 means every port")
@ValidationRule(
    value = "self.protocol in ['tcp', 'udp', '6', '17'] || (!has(self.port) && !has(self.endPort))",
    message =
        "leave port and endPort out: only tcp and udp have ports; use icmpType and icmpCode with icmp and icmpv6")
@ValidationRule(
    value = "!has(self.endPort) || has(self.port)",
    message = "write port, the first port of the range, beside endPort")
@ValidationRule(
    value = "!has(self.port) || !has(self.endPort) || self.port <= self.endPort",
    message =
        "write the lower number as port and the higher one as endPort: a range runs from port to endPort")
@ValidationRule(
    value =
        "self.protocol in ['icmp', 'icmpv6', '1', '58'] || (!has(self.icmpType) && !has(self.icmpCode))",
    message = "leave icmpType and icmpCode out: they belong to protocol icmp or icmpv6")
@ValidationRule(
    value = "!has(self.icmpCode) || has(self.icmpType)",
    message = "write icmpType beside icmpCode, such as icmpType: 3 with icmpCode: 4")
public record PortSpec(
    @Default(PortSpec.DEFAULT_PROTOCOL)
        @Size(max = 6)
        @ValidationRule(
            value =
                "self.matches('^(tcp|udp|icmp|icmpv6|all|[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])$')",
            message =
                "write tcp, udp, icmp, icmpv6, all, or an IANA protocol number from \"0\" to \"255\" in quotes")
        @JsonPropertyDescription(
            "tcp (the default), udp, icmp, icmpv6, all for every protocol, or a protocol's IANA number in quotes,"
                + " such as \"50\". The numbers 6, 17, 1 and 58 mean tcp, udp, icmp and icmpv6.")
        String protocol,
    @Min(0)
        @Max(65535)
        @JsonPropertyDescription(
            "Port, or first port of a range, such as 443. Required with tcp and udp, and only there.")
        Integer port,
    @Min(0)
        @Max(65535)
        @JsonPropertyDescription(
            "Last port of a range, such as 8099 beside port: 8000. Absent: the one port alone.")
        Integer endPort,
    @Min(0)
        @Max(255)
        @JsonPropertyDescription(
            "ICMP type, such as 8 for an echo request, or 128 with icmpv6. Absent: every type.")
        Integer icmpType,
    @Min(0)
        @Max(255)
        @JsonPropertyDescription(
            "ICMP code within icmpType, such as 4 beside type 3 (fragmentation needed). Absent: every code.")
        Integer icmpCode) {

  /** The protocol where none is written. */
  public static final String DEFAULT_PROTOCOL = "tcp";

  public PortSpec {
    protocol = protocol == null ? DEFAULT_PROTOCOL : protocol;
  }
}
