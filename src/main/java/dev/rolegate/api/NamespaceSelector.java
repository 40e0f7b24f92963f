package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** A label selector over namespaces, with the meaning of Kubernetes' own: all parts must hold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamespaceSelector(
    @Size(max = 20)
        @JsonPropertyDescription(
            "Labels that the namespace must carry with these values, such as {team: shop}.")
        Map<String, String> matchLabels,
    @Size(max = 20) @JsonPropertyDescription("Further requirements on the namespace's labels.")
        List<LabelRequirement> matchExpressions) {

  public NamespaceSelector {
    matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    matchExpressions = ListField.read("matchExpressions", matchExpressions);
  }
}
