package dev.rolegate.cli.report;

import static dev.rolegate.cli.report.Source.DOCUMENTS;
import static dev.rolegate.cli.report.Source.INSTANCES;
import static dev.rolegate.cli.report.Source.INTERFACES;
import static dev.rolegate.cli.report.Source.LAUNCH_TEMPLATES;
import static dev.rolegate.cli.report.Source.OTHER_SERVICES;
import static dev.rolegate.cli.report.Source.PREFIX_LISTS;
import static dev.rolegate.cli.report.Source.RANGES;
import static dev.rolegate.cli.report.Source.RULE_IDS;
import static dev.rolegate.cli.report.Source.STALE_REFERENCES;
import static dev.rolegate.cli.report.Source.SUBNETS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an assessment asks, in the order of a report. */
public enum Question {
  WORLD(
      "world",
      "What is open to the world, and on which ports?",
      EnumSet.of(RULE_IDS, PREFIX_LISTS, INTERFACES),
      "world-open-needs-public",
      "world-open-high-risk"),
  ADMINISTRATION(
      "administration",
      "Are administration ports open, and how is administrative access managed?",
      EnumSet.of(RULE_IDS, PREFIX_LISTS, INTERFACES),
      "world-open-admin",
      "admin-from-known-addresses"),
  INTERNAL(
      "internal",
      "Which internal groups accept addresses from anywhere or from whole subnets?",
      EnumSet.of(RULE_IDS, PREFIX_LISTS, RANGES, SUBNETS),
      "vpc-wide-ingress",
      "all-traffic",
      "all-traffic-within",
      "target-only-from-load-balancer",
      "default-group-closed"),
  DATABASES(
      "databases",
      "Which databases are reachable from anything but roles?",
      EnumSet.of(RULE_IDS, PREFIX_LISTS),
      "database-from-roles"),
  PURPOSE(
      "purpose",
      "Which rules and groups do not say why they exist?",
      EnumSet.of(RULE_IDS, DOCUMENTS),
      "purpose",
      "group-purpose"),
  OWNERS("owners", "Who owns which group?", EnumSet.of(DOCUMENTS), "required-tags"),
  OUTBOUND("outbound", "What may leave?", EnumSet.of(RULE_IDS, PREFIX_LISTS), "egress-open"),
  TIME(
      "time",
      "What expires, and what is overdue?",
      EnumSet.of(RULE_IDS, DOCUMENTS),
      "temporary-needs-expiry",
      "review-current"),
  SPRAWL(
      "sprawl",
      "Which groups could be fewer, and which does nothing use?",
      EnumSet.of(
          RULE_IDS,
          RANGES,
          INTERFACES,
          INSTANCES,
          STALE_REFERENCES,
          LAUNCH_TEMPLATES,
          OTHER_SERVICES),
      "reference-cannot-match",
      "prefer-role-reference",
      "duplicate-group",
      "launch-wizard-group",
      "single-instance-group",
      "all-in-one-group"),
  REACH(
      "reach", "What could whoever holds one machine reach?", EnumSet.of(INTERFACES, PREFIX_LISTS)),
  CONTROLS("controls", "What do AWS's own controls say, as AWS words them?", EnumSet.of(RULE_IDS)),
  HOUSE("house", "What do the other guardrails of the house say?", EnumSet.of(RULE_IDS));

  private static final String LITERAL = "literal-";

  private final String id;
  private final String text;
  private final Set<Source> sources;
  private final List<String> guardrails;

  Question(String id, String text, Set<Source> sources, String... guardrails) {
    this.id = id;
    this.text = text;
    this.sources = sources;
    this.guardrails = List.of(guardrails);
  }

  /** As JSON and links have it. */
  public String id() {
    return id;
  }

  public String text() {
    return text;
  }

  /** What its answer is without where it was not looked at. */
  Set<Source> sources() {
    return sources;
  }

  /** The guardrails whose findings answer it. */
  List<String> guardrails() {
    return guardrails;
  }

  /** The question that a guardrail's findings answer. */
  static Question of(String guardrail) {
    Optional<Question> asked =
        Arrays.stream(values()).filter(q -> q.guardrails.contains(guardrail)).findFirst();
    return asked.orElse(guardrail.startsWith(LITERAL) ? CONTROLS : HOUSE);
  }
}
