package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.api.ManagedVpc;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What has to be there before a plan can be made, as the schema of the custom resources says it.
 * The content of rules is not looked at here: the same check as the operator's follows.
 */
final class RequiredFields {
  private static final Pattern VPC_ID = Pattern.compile("vpc-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}");

  private RequiredFields() {}

  /** Of a RoleSecurityGroup, as it is written; tells what is missing, and whether nothing is. */
  static boolean check(JsonNode role, BiConsumer<String, String> errors) {
    boolean complete =
        has(role, "metadata.namespace", "write it: a plan knows no current namespace", errors);
    if (!has(role, "spec", "write vpc, role, purpose, owner and egress", errors)) {
      return false;
    }
    complete &= has(role, "spec.vpc", "write the name of the ManagedVpc, as prod", errors);
    complete &= has(role, "spec.role", "write the role, as web", errors);
    complete &= has(role, "spec.purpose", "say why the group exists", errors);
    complete &= has(role, "spec.owner", "say who answers for the group", errors);
    complete &= has(role, "spec.egress", "write [], nothing may leave, or the rules", errors);
    return complete;
  }

  private static boolean has(
      JsonNode role, String field, String advice, BiConsumer<String, String> errors) {
    JsonNode value = role.at("/" + field.replace('.', '/'));
    if (!value.isMissingNode() && !value.isNull()) {
      return true;
    }
    errors.accept(field, "is missing; " + advice);
    return false;
  }

  /** Of a ManagedVpc. */
  static boolean check(ManagedVpc vpc, BiConsumer<String, String> errors) {
    if (vpc.getSpec() == null) {
      errors.accept("spec", "is missing; write vpcId and region");
      return false;
    }
    boolean complete =
        form("spec.vpcId", vpc.getSpec().vpcId(), VPC_ID, "vpc-0a1b2c3d4e5f60718", errors);
    return form("spec.region", vpc.getSpec().region(), REGION, "eu-west-1", errors) && complete;
  }

  private static boolean form(
      String field, String value, Pattern form, String example, BiConsumer<String, String> errors) {
    if (value != null && form.matcher(value).matches()) {
      return true;
    }
    errors.accept(
        field, (value == null ? "is missing" : "'" + value + "'") + "; write as " + example);
    return false;
  }
}
