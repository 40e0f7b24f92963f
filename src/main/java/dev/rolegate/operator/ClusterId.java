package dev.rolegate.operator;

import java.util.Optional;
import java.util.regex.Pattern;

/** The configured name of this cluster, fit for a tag and for a policy. */
public record ClusterId(String value) {
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException with what to set, when it is missing or unfit
   */
  public static ClusterId of(Optional<String> configured) {
    String value = configured.map(String::strip).orElse("");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "The cluster id is not set: set the environment variable ROLEGATE_CLUSTER_ID (or the"
              + " property rolegate.cluster-id) to a name that no other cluster of your AWS"
              + " accounts has, as prod-eu-1. It goes into the tags that prove ownership and into"
              + " the IAM policy, and must never change");
    }
    if (!FIT.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The cluster id \""
              + value
              + "\" is not usable: set ROLEGATE_CLUSTER_ID to at most 64 letters, digits, dots,"
              + " hyphens and underscores, beginning with a letter or digit, as prod-eu-1");
    }
    return new ClusterId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
