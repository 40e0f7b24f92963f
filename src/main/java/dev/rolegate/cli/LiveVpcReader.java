package dev.rolegate.cli;

import dev.rolegate.cli.report.Gap;
import dev.rolegate.cli.report.Source;
import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Uses;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.sprawl.Fact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads one VPC for a report. What cannot be read, but the groups, is a gap and goes on. */
final class LiveVpcReader {
  private static final String AGAIN = "run the report again in a minute";

  private final Ec2 ec2;
  private final Uses services;
  private final String vpcId;
  private final boolean asksServices;
  private final Map<Source, List<Gap>> gaps = new EnumMap<>(Source.class);

  /**
   * @param asksServices whether services besides EC2 are asked what they use
   */
  LiveVpcReader(Ec2 ec2, Uses services, String vpcId, boolean asksServices) {
    this.ec2 = ec2;
    this.services = services;
    this.vpcId = vpcId;
    this.asksServices = asksServices;
  }

  /**
   * @throws Ec2Exception when the groups cannot be read, or there is no such VPC
   */
  LiveVpc read() {
    Fact<Ec2.VpcFacts> vpc = vpc();
    List<Group> groups = ec2.groups(vpcId);
    if (groups.isEmpty()) {
      throw new UserError(
          vpcId
              + " has no security group, not even the default one that every VPC has: check its id and"
              + " Region, and that the credentials belong to its account");
    }
    VpcSnapshot snapshot =
        VpcSnapshot.of(vpcId, vpc.map(Ec2.VpcFacts::ipv6).or(false), groups.stream().toList());
    snapshot = withRuleIds(snapshot);
    List<UseReport> uses = asksServices ? uses(snapshot) : List.of();
    if (!asksServices) {
      gap(
          Source.OTHER_SERVICES.gap(
              "they were not asked", "add --uses, with the permissions of deploy/iam/orphans.json"),
          Source.OTHER_SERVICES);
    }
    return new LiveVpc(
        snapshot,
        vpc.map(Ec2.VpcFacts::ranges),
        read(Source.SUBNETS, () -> ec2.subnets(vpcId)),
        prefixLists(snapshot),
        read(Source.INTERFACES, () -> services.interfaces(vpcId)),
        read(Source.INSTANCES, () -> services.instances(vpcId)),
        read(Source.STALE_REFERENCES, () -> services.staleReferences(vpcId)),
        launches(snapshot, uses),
        uses,
        gaps);
  }

  /** That there is none is no gap. */
  private Fact<Ec2.VpcFacts> vpc() {
    return read(
        Source.RANGES,
        () -> {
          try {
            return ec2.vpc(vpcId);
          } catch (Ec2Exception e) {
            if (e.kind() == Ec2Exception.Kind.NOT_FOUND) {
              throw new UserError(Ec2Advice.explain(e), e);
            }
            throw e;
          }
        });
  }

  private VpcSnapshot withRuleIds(VpcSnapshot snapshot) {
    Fact<Map<String, List<LiveRule>>> rules =
        read(Source.RULE_IDS, () -> ec2.rules(snapshot.groups().keySet()));
    if (!rules.isKnown()) {
      return snapshot;
    }
    Map<String, Group> groups = new TreeMap<>();
    snapshot
        .groups()
        .forEach(
            (id, group) ->
                groups.put(
                    id, group.withRules(rules.or(Map.of()).getOrDefault(id, List.of()), true)));
    return snapshot.withGroups(groups);
  }

  private Map<String, List<Cidr>> prefixLists(VpcSnapshot snapshot) {
    Set<String> named = new TreeSet<>();
    for (Group group : snapshot.groups().values()) {
      for (LiveRule rule : group.rules()) {
        if (rule.permission().peer() instanceof Peer.PrefixList list) {
          named.add(list.id());
        }
      }
    }
    Map<String, List<Cidr>> contents = new TreeMap<>();
    for (String id : named) {
      read(Source.PREFIX_LISTS, () -> ec2.prefixListEntries(id))
          .value()
          .ifPresent(entries -> contents.put(id, entries));
    }
    return contents;
  }

  private UseReport launches(VpcSnapshot snapshot, List<UseReport> uses) {
    Optional<UseReport> read =
        uses.stream().filter(r -> r.collector() == UseCollector.LAUNCH_TEMPLATES).findFirst();
    UseReport launches =
        read.orElseGet(
            () ->
                services.collect(UseCollector.LAUNCH_TEMPLATES, vpcId, snapshot.groups().keySet()));
    incomplete(launches, Source.LAUNCH_TEMPLATES);
    return launches;
  }

  private List<UseReport> uses(VpcSnapshot snapshot) {
    List<UseReport> reports = new ArrayList<>();
    for (UseCollector collector : UseCollector.values()) {
      if (collector.isOfAws() && collector != UseCollector.SECURITY_GROUP_RULES) {
        UseReport report = services.collect(collector, vpcId, snapshot.groups().keySet());
        reports.add(report);
        if (collector != UseCollector.LAUNCH_TEMPLATES) {
          incomplete(report, Source.OTHER_SERVICES);
        }
      }
    }
    return reports;
  }

  private void incomplete(UseReport report, Source source) {
    if (!report.isComplete()) {
      gap(
          new Gap(
              report.collector().apiName(),
              report.why(),
              report.coverage() == Coverage.DENIED
                  ? "allow " + String.join(", ", report.collector().permissions())
                  : AGAIN),
          source);
    }
  }

  private <T> Fact<T> read(Source source, Supplier<T> read) {
    try {
      return Fact.of(read.get());
    } catch (Ec2Exception e) {
      String why = e.action() + " failed (" + e.code() + ")";
      gap(
          switch (e.kind()) {
            case UNAUTHORIZED -> source.denied(why);
            case NOT_FOUND -> source.gap(e.getMessage(), "look whether it still exists");
            default -> source.gap(why, AGAIN);
          },
          source);
      return Fact.unknown(why);
    }
  }

  private void gap(Gap gap, Source source) {
    gaps.computeIfAbsent(source, s -> new ArrayList<>()).add(gap);
  }
}
