package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Cidr;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules for one address of the VPC that no interface has, and rules for one address whose
 * description names an instance or interface that is gone. Whoever gets the address next gets the
 * access. Of a public address nothing else can be known: EC2 does not say who had it before.
 */
final class DeadPeers {
  private static final Pattern HOLDER = Pattern.compile("\\b(?:i|eni)-[0-9a-f]{8,17}\\b");
  private static final int RISK = 2;

  /** A line of so many is still one that can be pasted. EC2 allows a group 1,000 rules. */
  private static final int LISTED = 100;

  private final Vpc vpc;
  private final Set<String> interfaces = new TreeSet<>();

  private DeadPeers(Vpc vpc) {
    this.vpc = vpc;
    vpc.facts().interfaces().or(List.of()).forEach(one -> interfaces.add(one.interfaceId()));
  }

  static List<SprawlFinding> find(Vpc vpc) {
    DeadPeers search = new DeadPeers(vpc);
    List<SprawlFinding> findings = new ArrayList<>();
    for (Group group : vpc.subjects()) {
      search.of(group).ifPresent(findings::add);
    }
    return findings;
  }

  /** One finding for a group, however many of its rules are such: one person mends it at once. */
  private Optional<SprawlFinding> of(Group group) {
    Set<Cidr> addresses = new TreeSet<>();
    List<String> rules = new ArrayList<>();
    for (LiveRule rule : group.rules()) {
      dead(rule)
          .ifPresent(
              reason -> {
                addresses.add(((Peer.Address) rule.permission().peer()).cidr());
                rules.add(line(rule) + " (" + reason + ")");
              });
    }
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    List<String> evidence = new ArrayList<>(Words.first(rules, "rules"));
    if (addresses.size() > Words.LINES) {
      evidence.add("the addresses: " + listed(addresses));
    }
    return Optional.of(
        new SprawlFinding(
            SprawlKind.DEAD_PEER,
            Words.count(rules.size(), "rule")
                + " of "
                + Vpc.text(group)
                + " for "
                + (addresses.size() == 1
                    ? addresses.iterator().next() + ", which nothing has"
                    : addresses.size() + " addresses that nothing has"),
            List.of(group.groupId()),
            RISK * rules.size(),
            evidence,
            "Remove the rules, or name the role that is meant: whoever gets such an address next gets"
                + " the access.",
            ""));
  }

  private static String line(LiveRule rule) {
    return rule.direction().word()
        + " rule "
        + rule.permission()
        + (rule.description().isEmpty() ? "" : ": " + rule.description());
  }

  private static String listed(Set<Cidr> addresses) {
    String some =
        addresses.stream().limit(LISTED).map(Cidr::toString).collect(Collectors.joining(", "));
    return addresses.size() > LISTED
        ? some + " and " + (addresses.size() - LISTED) + " more"
        : some;
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
    return !named.isEmpty() && named.stream().noneMatch(this::isPresent)
        ? Optional.of("the rule is said to be for " + named.get(0) + ", which is not in the VPC")
        : Optional.empty();
  }

  private boolean isPresent(String id) {
    return interfaces.contains(id) || vpc.isPresent(id);
  }

  private static boolean isHost(Cidr cidr) {
    return cidr.toString().endsWith("/32") && cidr.toString().indexOf(':') < 0
        || cidr.toString().endsWith("/128");
  }
}
