package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.api.AddressSet;
import dev.rolegate.api.AdoptableSpec;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.topology.AddressSets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What has to be there before a plan can be made, as the schema of the custom resources says it.
 * The content of rules is not looked at here: the same check as the operator's follows.
 */
final class RequiredFields {
  private static final Pattern VPC_ID = Pattern.compile("vpc-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}");

  private static final Pattern GROUP_ID = Pattern.compile("sg-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

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
    if (!role.path("spec").path("adopt").isMissingNode()) {
      complete &=
          has(role, "spec.adopt.groupId", "write the group's id, as sg-0a1b2c3d4e5f60718", errors);
    }
    return complete;
  }

  /** Of an AddressSet: a block that is not understood would be one that is missed in silence. */
  static boolean check(AddressSet set, BiConsumer<String, String> errors) {
    List<String> lines = AddressSets.read(set).errors();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      errors.accept(line.substring(0, colon), line.substring(colon + 2));
    }
    return lines.isEmpty();
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
    complete &= form("spec.region", vpc.getSpec().region(), REGION, "eu-west-1", errors);
    return adoptable(vpc.getSpec().adoptable(), errors) && complete;
  }

  /** A slip here is a consent that nobody gave, or one that is missed. */
  private static boolean adoptable(List<AdoptableSpec> entries, BiConsumer<String, String> errors) {
    boolean complete = true;
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      String path = "spec.adoptable[" + i + "].";
      String id = entries.get(i).groupId();
      complete &= form(path + "groupId", id, GROUP_ID, "sg-0a1b2c3d4e5f60718", errors);
      complete &= form(path + "namespace", entries.get(i).namespace(), LABEL, "shop", errors);
      if (id != null && !seen.add(id)) {
        errors.accept(
            path + "groupId", "another entry names " + id + " already; one namespace may have it");
        complete = false;
      }
    }
    return complete;
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
