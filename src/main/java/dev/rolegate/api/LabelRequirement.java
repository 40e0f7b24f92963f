package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One requirement on a label. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
    message =
        "write values with the operators In and NotIn, and no values with Exists and DoesNotExist")
public record LabelRequirement(
    @Required
        @Size(min = 1, max = 317)
        @JsonPropertyDescription("Key of the label, such as example.com/team.")
        String key,
    @Required
        @JsonPropertyDescription(
            "In: the label has one of the values. NotIn: it has none of them, or is absent. Exists, DoesNotExist:"
                + " the label is present, or absent.")
        Operator operator,
    @Size(max = 50) @JsonPropertyDescription("Values for the operators In and NotIn.")
        List<@Size(max = 63) String> values) {

  public LabelRequirement {
    values = ListField.read("values", values);
  }

  /** How the label is compared. */
  public enum Operator {
    @JsonProperty("In")
    IN,
    @JsonProperty("NotIn")
    NOT_IN,
    @JsonProperty("Exists")
    EXISTS,
    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST
  }
}
