package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A rule of an unmanaged group whose grace runs, or is over. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CondemnedRule(
    @JsonPropertyDescription("Id of the group.") String groupId,
    @JsonPropertyDescription("Id of the rule. Another id is another rule.") String ruleId,
    @JsonPropertyDescription("What it allows. Once that changes, the grace begins anew.")
        String rule,
    @Size(max = CondemnedRule.MAX_GUARDRAILS)
        @JsonPropertyDescription("The guardrails that condemn it; the first 5.")
        List<String> guardrails,
    @JsonPropertyDescription(
            "When it was first seen under the action Remediate, in RFC 3339. Written before it counts, and not believed"
                + " where it is earlier than the ManagedVpc.")
        String firstSeen,
    @JsonPropertyDescription("Not removed before, in RFC 3339.") String due,
    @JsonPropertyDescription("Why it stays although its time is over. Absent: it goes, or waits.")
        String stays) {

  /** The most guardrails that the schema accepts. */
  public static final int MAX_GUARDRAILS = 5;

  public CondemnedRule {
    guardrails = ListField.read("guardrails", guardrails);
  }

  /** The same, with why it stays. */
  public CondemnedRule staying(String value) {
    return new CondemnedRule(groupId, ruleId, rule, guardrails, firstSeen, due, value);
  }
}
