package dev.rolegate.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.sim.log.CallRecord;
import dev.rolegate.sim.log.PermissionUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What calls needed of the policies of {@code deploy/iam}, by the simulator's log. */
public final class PolicyUse {
  /**
   * Statement and action, as {@code own/ChangeOwnGroups ec2:DeleteSecurityGroup}, with the kinds of
   * resources.
   */
  private final Map<String, Set<String>> used = new LinkedHashMap<>();

  public PolicyUse(Collection<CallRecord> calls) {
    for (CallRecord call : calls) {
      for (PermissionUse use : call.permissions()) {
        for (String statement : use.allowedBy()) {
          used.computeIfAbsent(statement + " " + use.action(), absent -> new TreeSet<>())
              .add(kind(use.resource()));
        }
      }
    }
  }

  /** Each action of a statement, and each resource of one, that no call needed. */
  public List<String> unused(ShippedPolicies shipped, Collection<String> files) {
    List<String> unused = new ArrayList<>();
    for (String file : files) {
      for (JsonNode statement : shipped.document(file).path("Statement")) {
        String name = file + "/" + statement.path("Sid").asText();
        Set<String> resources = new TreeSet<>();
        for (String action : texts(statement.path("Action"))) {
          Set<String> on = used.getOrDefault(name + " " + action, Set.of());
          if (on.isEmpty()) {
            unused.add(name + " " + action);
          }
          resources.addAll(on);
        }
        texts(statement.path("Resource")).stream()
            .filter(resource -> !resource.equals("*") && !resources.contains(kind(resource)))
            .forEach(resource -> unused.add(name + " on " + resource));
      }
    }
    return unused;
  }

  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }

  private static String kind(String arn) {
    return arn.replaceAll(".*:([a-z-]+)/.*", "$1");
  }
}
