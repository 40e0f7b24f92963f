package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Rules for one address of the VPC that no interface has, and rules for one address whose
 * description names an instance or interface that is gone. Whoever gets the address next gets the
 * access. Of a public address nothing else can be known: EC2 does not say who had it before.
 */
final class DeadPeers {
  private static final Pattern HOLDER = Pattern.compile("\\b(?:i|eni)-[0-9a-f]{8,17}\\b");
  private static final int RISK = 2;

  private final Vpc vpc;
  private final Set<String> present = new TreeSet<>();

  private DeadPeers(Vpc vpc) {
    this.vpc = vpc;
    present.addAll(vpc.instanceIds());
    vpc.facts()
        .interfaces()
        .forEach(
            one -> {
              present.add(one.interfaceId());
              present.add(one.instanceId());
            });
  }

  static List<SprawlFinding> find(Vpc vpc) {
    DeadPeers search = new DeadPeers(vpc);
    Map<Cidr, List<String>> lines = new TreeMap<>();
    Map<Cidr, Set<String>> holders = new TreeMap<>();
    Map<Cidr, String> why = new TreeMap<>();
    for (Group group : vpc.subjects()) {
      for (LiveRule rule : group.rules()) {
        search
            .dead(rule)
            .ifPresent(
                reason -> {
                  Cidr cidr = ((Peer.Address) rule.permission().peer()).cidr();
                  lines
                      .computeIfAbsent(cidr, c -> new ArrayList<>())
                      .add(
                          rule.direction().word()
                              + " rule "
                              + rule.permission()
                              + " of "
                              + Vpc.text(group)
                              + (rule.description().isEmpty() ? "" : ": " + rule.description()));
                  holders.computeIfAbsent(cidr, c -> new TreeSet<>()).add(group.groupId());
                  why.putIfAbsent(cidr, reason);
                });
      }
    }
    List<SprawlFinding> findings = new ArrayList<>();
    lines.forEach(
        (cidr, rules) -> {
          List<String> evidence = new ArrayList<>(List.of(why.get(cidr)));
          evidence.addAll(Words.first(rules, "rules"));
          findings.add(
              new SprawlFinding(
                  SprawlKind.DEAD_PEER,
                  Words.count(rules.size(), "rule") + " for " + cidr + ", which nothing has",
                  List.copyOf(holders.get(cidr)),
                  RISK * rules.size(),
                  evidence,
                  "Remove the rules, or name the role that is meant: whoever gets the address next"
                      + " gets the access.",
                  ""));
        });
    return findings;
  }

  private Optional<String> dead(LiveRule rule) {
    if (!(rule.permission().peer() instanceof Peer.Address address) || !isHost(address.cidr())) {
      return Optional.empty();
    }
    Cidr cidr = address.cidr();
    if (vpc.addresses().isPartOfVpc(cidr)) {
      boolean free = vpc.addresses().of(cidr).map(Set::isEmpty).orElse(false);
      return free && !vpc.addresses().isReserved(cidr)
          ? Optional.of("no interface of the VPC has " + cidr)
          : Optional.empty();
    }
    List<String> named =
        HOLDER.matcher(rule.description()).results().map(MatchResult::group).toList();
    return !named.isEmpty() && named.stream().noneMatch(present::contains)
        ? Optional.of("the rule is said to be for " + named.get(0) + ", which is not in the VPC")
        : Optional.empty();
  }

  private static boolean isHost(Cidr cidr) {
    return cidr.toString().endsWith("/32") && cidr.toString().indexOf(':') < 0
        || cidr.toString().endsWith("/128");
  }
}
