package dev.rolegate.api;

import static dev.rolegate.api.AdmissionCase.accepted;
import static dev.rolegate.api.AdmissionCase.named;
import static dev.rolegate.api.AdmissionCase.refused;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the API server accepts and refuses in an AddressSet. */
final class AddressSetCases {
  private static final String TEMPLATE =
      """
      apiVersion: rolegate.dev/v1alpha1
      kind: AddressSet
      metadata: {name: corp-vpn}
      spec:
        purpose: Clients of the company's VPN
        owner: team-network@example.com
        kind: Vpn
        entries: [{cidr: 192.0.2.0/24, description: "Gateway, second line"}]
      """;

  private AddressSetCases() {}

  static List<AdmissionCase> all() {
    return List.of(
        accepted("a set", set("{}")),
        accepted("no entries", set("entries: []")),
        accepted("another kind", set("kind: OnPremises")),
        refused(
            "an unknown kind", set("kind: Home"), "supported values: \"LoadBalancer\", \"Office\""),
        refused("no kind", set("kind: null"), "spec.kind: Required value"),
        refused("no entries written", set("entries: null"), "spec.entries: Required value"),
        refused("no purpose", set("purpose: null"), "spec.purpose: Required value"),
        refused("a blank purpose", set("purpose: '  '"), "say in one line, without spaces"),
        refused("no owner", set("owner: null"), "spec.owner: Required value"),
        refused("an empty owner", set("owner: ''"), "say in one line, without spaces"),
        refused("no block", entry("{description: d}"), "entries[0].cidr: Required value"),
        refused("no description", entry("{cidr: 10.0.0.0/8}"), "description: Required value"),
        refused(
            "an empty description",
            entry("{cidr: 10.0.0.0/8, description: ''}"),
            "say in one line"),
        accepted("IPv6", entry("{cidr: '2001:db8::/32', description: d}")),
        refused("an address", entry("{cidr: 10.0.0.1, description: d}"), "with its prefix length"),
        refused("host bits", entry("{cidr: 10.1.2.3/16, description: d}"), "in its canonical form"),
        refused(
            "long IPv6",
            entry("{cidr: '2001:DB8:0::/32', description: d}"),
            "in its canonical form"),
        refused(
            "one block twice",
            entry("{cidr: 10.0.0.0/8, description: d}, {cidr: 10.0.0.0/8, description: e}"),
            "Duplicate value: {\"cidr\":\"10.0.0.0/8\"}"),
        accepted(
            "an end",
            entry("{cidr: 10.0.0.0/8, description: d, expiresAt: '2026-12-31T18:00:00Z'}")),
        refused(
            "a day as an end",
            entry("{cidr: 10.0.0.0/8, description: d, expiresAt: '2026-12-31'}"),
            "write a moment with its offset from UTC"),
        accepted("a thousand blocks", set("entries: [" + blocks(1000) + "]")),
        refused("one more", set("entries: [" + blocks(1001) + "]"), "must have at most 1000 items"),
        refused(
            "a dot in the name",
            named("corp.vpn", set("{}")),
            "choose a metadata.name of at most 63"),
        accepted("63 characters", named("a".repeat(63), set("{}"))),
        refused(
            "64 characters",
            named("a".repeat(64), set("{}")),
            "choose a metadata.name of at most 63"));
  }

  private static String blocks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{cidr: 10." + i / 256 + "." + i % 256 + ".0/24, description: d}")
        .collect(Collectors.joining(", "));
  }

  private static GenericKubernetesResource entry(String entries) {
    return set("entries: [" + entries + "]");
  }

  private static GenericKubernetesResource set(String specFields) {
    return AdmissionCase.with(TEMPLATE, specFields);
  }
}
