package dev.rolegate.cli;

import dev.rolegate.api.ManagedVpc;
import java.util.Objects;

/**
 * As whom a command asks AWS.
 *
 * @param arn of the role to assume; empty where the own credentials do
 * @param externalId what its trust policy asks for; empty where nothing is known
 */
record AssumedRole(String arn, String externalId) {
  static final AssumedRole NONE = new AssumedRole("", "");

  /** What the document and the operator's status say. */
  static AssumedRole of(ManagedVpc vpc) {
    var status = vpc.getStatus();
    return new AssumedRole(
        orEmpty(vpc.getSpec().roleArn()), status == null ? "" : orEmpty(status.externalId()));
  }

  /**
   * With a command's own options: its role is the one meant, its external id stands in for one that
   * is not known.
   *
   * @param arnOption null where it was not given
   * @param idOption null where it was not given
   */
  AssumedRole with(String arnOption, String idOption) {
    return new AssumedRole(
        arnOption == null ? arn : arnOption, externalId.isEmpty() ? orEmpty(idOption) : externalId);
  }

  private static String orEmpty(String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
