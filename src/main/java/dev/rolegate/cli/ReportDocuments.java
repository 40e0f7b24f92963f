package dev.rolegate.cli;

import dev.rolegate.api.Guardrail;
import dev.rolegate.api.ManagedVpc;
import dev.rolegate.cli.manifest.Manifests;
import dev.rolegate.cli.report.Asked;
import dev.rolegate.cli.report.Inquiry.Ending;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.AddressSet;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Exemption;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.operator.DeclaredRoles;
import dev.rolegate.topology.AddressSets;
import dev.rolegate.topology.Claims;
import dev.rolegate.topology.HouseRules;
import dev.rolegate.topology.Topology;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the files of a report say, beside the guardrails that come with Rolegate. */
final class ReportDocuments {
  private final Manifests manifests;
  private final Instant now;
  private final HouseRules house;
  private final Guardrails guardrails;
  private final AddressSets addressSets;
  private final List<Ending> endings = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private ReportDocuments(Manifests manifests, Instant now) {
    this.manifests = manifests;
    this.now = now;
    this.house = HouseRules.read(guardrails(manifests), manifests.exceptions(), now);
    List<GuardrailDocument> all = new ArrayList<>(house.guardrails());
    all.addAll(Asked.documents());
    this.guardrails = Guardrails.compile(all);
    this.addressSets = AddressSets.read(manifests.addressSets());
    readAddressSets();
    house.faults().forEach(fault -> errors.add(fault.text()));
    guardrails
        .flaws()
        .forEach(flaw -> errors.add("Guardrail " + flaw.guardrail().name() + ": " + flaw.text()));
  }

  static ReportDocuments of(Manifests manifests, Instant now) {
    return new ReportDocuments(manifests, now);
  }

  /** One of the files stands for the one of its name that comes with Rolegate. */
  private static Collection<Guardrail> guardrails(Manifests manifests) {
    Map<String, Guardrail> byName = new LinkedHashMap<>();
    ShippedGuardrails.catalogue().forEach(g -> byName.put(g.getMetadata().getName(), g));
    ShippedGuardrails.literal().forEach(g -> byName.put(g.getMetadata().getName(), g));
    manifests.guardrails().forEach(g -> byName.put(g.getMetadata().getName(), g));
    return byName.values();
  }

  private void readAddressSets() {
    for (var resource : manifests.addressSets()) {
      String name = resource.getMetadata().getName();
      var content = AddressSets.read(resource);
      content.errors().forEach(error -> errors.add("AddressSet " + name + ": " + error));
      content
          .entries()
          .forEach(
              (cidr, end) ->
                  end.ifPresent(
                      at -> endings.add(new Ending(cidr + " of AddressSet " + name, at))));
    }
  }

  /** What in the files cannot be followed, a line each; grows with each VPC. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  Guardrails guardrails() {
    return guardrails;
  }

  List<Exemption> exemptions() {
    return house.exemptions();
  }

  List<Ending> endings() {
    return endings;
  }

  Map<String, AddressSet> addressSets() {
    return addressSets.at(now);
  }

  List<ManagedVpc> vpcs() {
    return manifests.vpcs();
  }

  /** The first by name of those that manage it. */
  Optional<ManagedVpc> vpc(String vpcId) {
    return manifests.vpcs().stream().filter(v -> v.getSpec().vpcId().equals(vpcId)).findFirst();
  }

  /**
   * @param clusterId empty for that which the tags of the VPC's groups name
   * @throws UserError where these name several
   */
  DesiredVpc desired(ManagedVpc vpc, String clusterId, VpcSnapshot live) {
    String name = vpc.getMetadata().getName();
    String cluster = clusterId.isEmpty() ? cluster(name, live) : clusterId;
    var assembled =
        Topology.assemble(
            new Topology.Input(
                cluster,
                vpc,
                manifests.roles(),
                manifests.namespaceLabels(),
                addressSets,
                now,
                Claims.of(live.groups().values(), cluster, name)));
    assembled
        .problems()
        .forEach(
            problem ->
                errors.add(
                    problem.key() + ": " + problem.reason().text() + ": " + problem.message()));
    return assembled.desired();
  }

  private static String cluster(String vpc, VpcSnapshot live) {
    var clusters = new TreeSet<String>();
    live.groups().values().stream()
        .filter(group -> vpc.equals(group.tags().get(Ownership.VPC)))
        .map(group -> group.tags().getOrDefault(Ownership.CLUSTER, ""))
        .filter(id -> !id.isEmpty())
        .forEach(clusters::add);
    if (clusters.size() > 1) {
      throw new UserError(
          "the groups of "
              + live.vpcId()
              + " bear the tags of several clusters ("
              + String.join(", ", clusters)
              + "): write the one whose documents these are, as --cluster-id ID");
    }
    return clusters.isEmpty() ? "" : clusters.first();
  }

  Map<String, SprawlFacts.Role> declared(ManagedVpc vpc, VpcSnapshot live) {
    return DeclaredRoles.of(
        live,
        manifests.roles().stream()
            .filter(role -> role.getSpec().vpc().equals(vpc.getMetadata().getName()))
            .toList());
  }
}
