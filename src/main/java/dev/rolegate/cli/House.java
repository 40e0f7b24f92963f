package dev.rolegate.cli;

import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.guardrail.Docket;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.guardrail.Judge;
import dev.rolegate.guardrail.Judgement;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Surroundings;
import dev.rolegate.operator.NamedRules;
import dev.rolegate.plan.Planner;
import dev.rolegate.topology.AddressSets;
import dev.rolegate.topology.HouseRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The guardrails of some documents, and the same judging by them as the operator's, but for what
 * only its looks at sprawl tell.
 */
record House(HouseRules rules, Guardrails guardrails, AddressSets addressSets, Instant now) {

  /**
   * What is to be judged.
   *
   * @param troubles by GuardrailException, why it does not count
   */
  record Hearing(Docket docket, Map<String, NamedRules.Message> troubles) {
    Judgement judge(Guardrails guardrails) {
      return new Judge().judge(guardrails, docket);
    }
  }

  /** One that cannot be followed is a fault, and the others go on. */
  static House of(Manifests documents, Instant now) {
    var rules = HouseRules.read(documents.guardrails(), documents.exceptions(), now);
    return new House(
        rules,
        Guardrails.compile(rules.guardrails()),
        AddressSets.read(documents.addressSets()),
        now);
  }

  /**
   * Why a resource cannot be followed.
   *
   * @param kind Guardrail or GuardrailException
   */
  record Fault(String kind, String name, String text) {
    @Override
    public String toString() {
      return kind + " " + name + ": " + text;
    }
  }

  List<Fault> faults() {
    return Stream.concat(
            rules.faults().stream()
                .map(one -> new Fault(one.kind(), one.name(), one.field() + ": " + one.message())),
            guardrails.flaws().stream()
                .map(one -> new Fault("Guardrail", one.guardrail().name(), one.text())))
        .toList();
  }

  /** Reads what the guardrails ask of EC2. */
  Hearing hear(DesiredVpc desired, PlanSource.Live live) {
    var named = live.named().apply(desired, rules.exemptions());
    var surroundings =
        new Surroundings(
            Optional.of(live.ranges()),
            live.subnets().apply(guardrails),
            live.prefixLists().apply(desired),
            addressSets.at(now),
            Planner.managed(desired, live.snapshot()),
            Map.of(),
            Optional.empty());
    return new Hearing(
        new Docket(desired, Optional.of(named.snapshot()), surroundings, named.exemptions(), now),
        named.troubles());
  }
}
