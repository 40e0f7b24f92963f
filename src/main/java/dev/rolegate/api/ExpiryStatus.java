package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A documented rule that ends, or has ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExpiryStatus(
    @JsonPropertyDescription("The rule by direction and name, such as ingress/migration.")
        String rule,
    @JsonPropertyDescription("The AddressSet whose entry ends. Absent: the rule itself does.")
        String addressSet,
    @JsonPropertyDescription("When it ends, in RFC 3339.") String expiresAt,
    @JsonPropertyDescription(
            "Documented; Expiring from the first notice on; Expired afterwards: the entry does nothing any more and can be"
                + " removed.")
        String state,
    @JsonPropertyDescription(
            "The last notice that was given, as how long before the end it is given, such as 7d. Absent: none.")
        String notice) {

  /** The end is not near. */
  public static final String DOCUMENTED = "Documented";

  /** A notice was given. */
  public static final String EXPIRING = "Expiring";

  /** The end has come. */
  public static final String EXPIRED = "Expired";
}
