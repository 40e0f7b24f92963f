package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The addresses of an AddressSet, and why they are known by its name. */
@JsonClassDescription(
    "Address blocks, what they belong to, and who answers for them. A peer addressSet of a rule is one"
        + " rule of EC2 for each.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AddressSetSpec(
    @Required
        @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message =
                Forms.ONE_LINE_ADVICE
                    + "what the addresses are, such as \"Clients of the"
                    + " company's VPN\"")
        @JsonPropertyDescription(
            "What the addresses are, in one line, such as \"Clients of the company's VPN\".")
        String purpose,
    @Required
        @Size(max = 256)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message =
                Forms.ONE_LINE_ADVICE
                    + "who answers for the addresses, such as"
                    + " team-network@example.com")
        @JsonPropertyDescription(
            "Who answers for the addresses: a team or an address, such as team-network@example.com.")
        String owner,
    @Required
        @JsonPropertyDescription(
            "What the addresses belong to. Guardrails decide by it who may be let in from them.")
        AddressKind kind,
    @Required
        @Size(max = AddressSetSpec.MAX_ENTRIES)
        @JsonPropertyDescription(
            "The blocks, each once. [] is a set without addresses: rules that name it allow nothing.")
        List<AddressEntry> entries) {

  /** The most entries that the schema accepts: a group has no room for more. */
  public static final int MAX_ENTRIES = 1000;

  public AddressSetSpec {
    entries = ListField.read("entries", entries);
  }
}
