package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A documented rule: every port of it with every peer of it, for one purpose. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "size(self.name) + size(self.purpose) <= 253",
    fieldPath = ".purpose",
    message =
        "shorten name or purpose: EC2 keeps at most 255 characters of \"<name>: <purpose>\" as the rule's"
            + " description")
public record RuleSpec(
    @Required
        @Size(max = 63)
        @ValidationRule(
            value = Forms.LABEL,
            message =
                "write the rule's name in lower-case letters, digits and hyphens, starting and ending with a letter"
                    + " or digit, such as https")
        @JsonPropertyDescription(
            "Name of the rule, unique in its list, such as https. Renaming a rule changes its description in EC2 and"
                + " no permission.")
        String name,
    @Required
        @Size(max = 252)
        @ValidationRule(
            value = "self.matches('^[a-zA-Z0-9 ._:/()#,@+=;{}!$*\\\\[\\\\]-]*$')",
            message =
                "write one line in the characters that EC2 allows in a rule's description: letters, digits, spaces"
                    + " and ._-:/()#,@[]+=;{}!$* (no apostrophe, no &)")
        @ValidationRule(
            value = "size(self) > 0 && self.trim() == self",
            message =
                "say why the rule exists, such as \"The load balancer forwards HTTPS\", without spaces at the ends")
        @JsonPropertyDescription(
            "Why the rule exists, such as \"The load balancer forwards HTTPS\". The rule's description in EC2 is"
                + " <name>: <purpose>, at most 255 characters of letters, digits, spaces and"
                + " ._-:/()#,@[]+=;{}!$*.")
        String purpose,
    @Required
        @Size(max = 20)
        @ValidationRule(
            value = "size(self) > 0",
            message = "write at least one port; write ports: [{protocol: all}] to open everything")
        @JsonPropertyDescription(
            "What is allowed, such as [{port: 443}]. At least one entry; [{protocol: all}] allows everything.")
        List<PortSpec> ports,
    @Required
        @Size(max = 60)
        @ValidationRule(
            value = "size(self) > 0",
            message =
                "write at least one peer, such as role: {name: web}; write cidr: 0.0.0.0/0 and cidr: ::/0 to mean"
                    + " everyone")
        @JsonPropertyDescription(
            "The other side: sources of an ingress rule, destinations of an egress rule. At least one entry, each of"
                + " exactly one kind.")
        List<PeerSpec> peers,
    @Size(max = 40)
        @ValidationRule(value = Times.MOMENT, message = Times.MOMENT_ADVICE)
        @ValidationRule(value = Times.REAL_MOMENT, message = Times.MOMENT_ADVICE)
        @JsonPropertyDescription(
            "When the rule leaves the group, in RFC 3339, such as 2026-12-31T18:00:00Z. Afterwards the entry may stay"
                + " here and does nothing. Absent: never.")
        String expiresAt) {

  public RuleSpec {
    ports = ListField.read("ports", ports);
    peers = ListField.read("peers", peers);
  }
}
