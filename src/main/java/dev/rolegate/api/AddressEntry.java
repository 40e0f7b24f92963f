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
        @ValidationRule(value = Forms.BLOCK, message = Forms.BLOCK_ADVICE)
        @ValidationRule(value = Forms.CANONICAL_BLOCK, message = Forms.CANONICAL_BLOCK_ADVICE)
        @JsonPropertyDescription(
            "An IPv4 or IPv6 block in canonical form, such as 192.0.2.0/24 or 2001:db8::/32.")
        String cidr,
    @Required
        @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message =
                Forms.ONE_LINE_ADVICE
                    + "what the block is, such as \"VPN gateway,"
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
