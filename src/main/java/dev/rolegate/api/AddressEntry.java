package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One block of an AddressSet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AddressEntry(
    @Required
        @Size(max = 43)
        @ValidationRule(
            value = "isCIDR(self)",
            message =
                "write an IPv4 or IPv6 block with its prefix length, such as 10.0.0.0/16, 192.0.2.7/32 or"
                    + " 2001:db8::/32")
        @ValidationRule(
            value = "!isCIDR(self) || string(cidr(self).masked()) == self",
            message =
                "write the block in its canonical form: without host bits (10.1.0.0/16, not 10.1.2.3/16), IPv6 in"
                    + " lower case and shortest (2001:db8::/32)")
        @JsonPropertyDescription(
            "An IPv4 or IPv6 block in canonical form, such as 192.0.2.0/24 or 2001:db8::/32.")
        String cidr,
    @Required
        @Size(max = 256)
        @ValidationRule(
            value =
                "size(self) > 0 && self.trim() == self"
                    + " && !self.matches('[\\\\p{Cc}\\\\p{Zl}\\\\p{Zp}]')",
            message =
                "say in one line, without spaces at its ends, what the block is, such as \"VPN gateway,"
                    + " second line\"")
        @JsonPropertyDescription("What the block is, such as \"VPN gateway, second line\".")
        String description,
    @Size(max = 40)
        @ValidationRule(value = Times.MOMENT, message = Times.MOMENT_ADVICE)
        @ValidationRule(value = Times.REAL_MOMENT, message = Times.MOMENT_ADVICE)
        @JsonPropertyDescription(
            "When the block leaves every group that uses the set, in RFC 3339, such as 2026-12-31T18:00:00Z. Absent:"
                + " never.")
        String expiresAt) {}
