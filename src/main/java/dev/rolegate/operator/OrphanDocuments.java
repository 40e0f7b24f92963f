package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.api.OrphansSpec;
import dev.rolegate.api.PeerSpec;
import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.api.RoleSecurityGroupStatus;
import dev.rolegate.api.RuleSpec;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.UseCollector;
import dev.rolegate.operator.status.RoleStatus;
import dev.rolegate.operator.unmanaged.Chosen;
import dev.rolegate.usage.Candidates;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the custom resources of a VPC as far as they concern orphans. */
final class OrphanDocuments {
  /**
   * Collectors cost calls in many services; a group that is unused for an hour longer costs none.
   */
  private static final Duration REPORTED = Duration.ofHours(1);

  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  private OrphanDocuments() {}

  static Candidates.Documents of(
      String clusterId, ManagedVpc vpc, Collection<RoleSecurityGroup> roles) {
    return new Candidates.Documents(
        clusterId,
        vpc.getMetadata().getName(),
        roles.stream().map(OrphanDocuments::declared).toList(),
        roles.stream().flatMap(OrphanDocuments::peers).collect(Collectors.toSet()),
        vpc.getSpec().adoptable().stream()
            .map(a -> Objects.requireNonNullElse(a.groupId(), ""))
            .collect(Collectors.toSet()),
        Chosen.by(vpc.getSpec().orphans().keep()));
  }

  static GroupKey key(RoleSecurityGroup role) {
    return new GroupKey(role.getMetadata().getNamespace(), role.getMetadata().getName());
  }

  static Candidates.Declared declared(RoleSecurityGroup role) {
    var spec = role.getSpec();
    var key = key(role);
    String adopted =
        spec.adopt() == null ? "" : Objects.requireNonNullElse(spec.adopt().groupId(), "");
    String known =
        Optional.ofNullable(RoleStatus.orEmpty(role.getStatus()))
            .map(RoleSecurityGroupStatus::groupId)
            .orElse("");
    String name =
        !adopted.isEmpty()
            ? ""
            : Objects.requireNonNullElse(spec.groupName(), key.namespace() + "/" + key.name());
    return new Candidates.Declared(key, name, known, adopted);
  }

  private static Stream<String> peers(RoleSecurityGroup role) {
    return Stream.of(role.getSpec().ingress(), role.getSpec().egress())
        .filter(Objects::nonNull)
        .flatMap(List<RuleSpec>::stream)
        .flatMap(rule -> rule.peers().stream())
        .map(PeerSpec::securityGroup)
        .filter(Objects::nonNull)
        .map(peer -> Objects.requireNonNullElse(peer.id(), ""));
  }

  /** Collectors that are enabled, those that nobody can switch off left out. */
  static Set<UseCollector> enabled(OrphansSpec spec) {
    if (spec.collectors() == null) {
      return UseCollector.all();
    }
    Set<String> names = spec.collectors().stream().map(Enum::name).collect(Collectors.toSet());
    return Arrays.stream(UseCollector.values())
        .filter(collector -> names.contains(collector.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(UseCollector.class)));
  }

  /** How old the evidence may be that is told of: a grace period sees several. */
  static Duration evidenceAge(OrphansSpec spec) {
    Duration part = Interval.parse(spec.gracePeriod()).dividedBy(4);
    Duration longest = part.compareTo(REPORTED) < 0 ? part : REPORTED;
    return longest.compareTo(AT_LEAST) < 0 ? AT_LEAST : longest;
  }
}
