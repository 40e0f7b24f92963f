package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_MANAGED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_UNMANAGED;
import static dev.rolegate.e2e.ShapeEntry.in;
import static dev.rolegate.e2e.ShapeEntry.out;

import dev.rolegate.e2e.Shape.Standing;
import dev.rolegate.e2e.ShapeEntry.Form;
import java.util.List;
import java.util.Map;

/**
 * The groups by which the catalogue is judged end to end, and what is expected of each. A rule that
 * is not said to break a guardrail keeps it: each is judged by all. The VPC is 10.0.0.0/16.
 */
final class GuardrailMatrix {
  private static final String ADMIN = "world-open-admin";
  private static final String RISK = "world-open-high-risk";
  private static final String PUBLIC = "world-open-needs-public";
  private static final String KNOWN = "admin-from-known-addresses";
  private static final String DATABASE = "database-from-roles";
  private static final String WIDE = "vpc-wide-ingress";
  private static final String EGRESS = "egress-open";
  private static final String ALL = "all-traffic";
  private static final String WITHIN = "all-traffic-within";
  private static final String BALANCER = "target-only-from-load-balancer";
  private static final String PURPOSE = "purpose";
  private static final String TEMPORARY = "temporary-needs-expiry";
  private static final String GROUP_PURPOSE = "group-purpose";
  private static final String TAGS = "required-tags";
  private static final String REVIEW = "review-current";
  private static final String WIZARD = "launch-wizard-group";
  private static final String DEFAULT = "default-group-closed";

  /** Those that are about addresses; every form of them is tried with each. */
  static final List<String> OF_ADDRESSES = List.of(ADMIN, RISK, PUBLIC, KNOWN, DATABASE, EGRESS);

  /**
   * Those that go by who carries which group, and by what is gone: they have a scene of their own.
   */
  static final List<String> OF_SPRAWL =
      List.of(
          "all-in-one-group",
          "duplicate-group",
          "prefer-role-reference",
          "reference-cannot-match",
          "single-instance-group");

  /** How often those are not kept in their scene, which has groups beside that keep them. */
  static final Map<Standing, Map<String, Integer>> SPRAWL =
      Map.of(
          DECLARED,
          Map.of(
              "all-in-one-group", 1,
              "duplicate-group", 2,
              "prefer-role-reference", 2,
              "reference-cannot-match", 1),
          LIVE_MANAGED,
          Map.of(
              "all-in-one-group", 1,
              "duplicate-group", 2,
              "prefer-role-reference", 2,
              "reference-cannot-match", 1),
          LIVE_UNMANAGED,
          Map.of(
              "all-in-one-group", 1,
              "duplicate-group", 2,
              "prefer-role-reference", 2,
              "reference-cannot-match", 1,
              "single-instance-group", 2));

  /** Content of AddressSets. What lies in one is a known address, whoever wrote it how. */
  static final Map<String, List<String>> SETS =
      Map.of(
          "partners", List.of("16.0.0.0/6", "20.0.0.0/6"),
          "plant", List.of("10.20.0.0/24"),
          "inner", List.of("10.0.0.0/12"));

  static final Map<String, String> SET_KINDS =
      Map.of("partners", "Partner", "plant", "OnPremises", "inner", "Vpn");

  /** Content of prefix lists. */
  static final Map<String, List<String>> LISTS =
      Map.of(
          "world", List.of("64.0.0.0/2", "128.0.0.0/1"),
          "office", List.of("198.51.100.0/24"),
          "inner", List.of("10.0.0.0/15"));

  private static final String[] BUT_TEN = {
    "0.0.0.0/5",
    "8.0.0.0/7",
    "11.0.0.0/8",
    "12.0.0.0/6",
    "16.0.0.0/4",
    "32.0.0.0/3",
    "64.0.0.0/2",
    "128.0.0.0/1"
  };

  private GuardrailMatrix() {}

  /** Those of the catalogue that these groups are judged by: all but those that look for sprawl. */
  static List<String> judged() {
    return Catalogue.names().stream().filter(name -> !OF_SPRAWL.contains(name)).toList();
  }

  private static ShapeEntry ssh(String name, String... peers) {
    return in(name, "tcp 22", peers).breaks(ADMIN, RISK, PUBLIC, KNOWN);
  }

  private static ShapeEntry db(String name, String... peers) {
    return in(name, "tcp 5432", peers).breaks(RISK, PUBLIC, DATABASE);
  }

  private static ShapeEntry everything(String... peers) {
    return out("out", "all", peers).breaks(EGRESS);
  }

  /** SSH, a database and all that goes out, by one form that the VPC's own block is no part of. */
  private static Shape open(String name, Form form, String... peers) {
    return new Shape(
        name, ssh("ssh", peers).by(form), db("db", peers).by(form), everything(peers).by(form));
  }

  /** Roles that rules of the shapes name. */
  static List<RoleDoc> peers() {
    return List.of(peer("alb"), peer("bastion"));
  }

  private static RoleDoc peer(String name) {
    return new RoleDoc(
        name, "Is a peer of the others", "team-shop", List.of(), List.of(), Map.of());
  }

  static List<Shape> shapes() {
    return List.of(
        new Shape(
            "world",
            ssh("ssh", "0.0.0.0/0").by(Form.WORLD).breaks(ADMIN, RISK, PUBLIC, KNOWN, WIDE),
            db("db", "0.0.0.0/0").by(Form.WORLD).breaks(RISK, PUBLIC, DATABASE, WIDE),
            everything("0.0.0.0/0").by(Form.WORLD)),
        new Shape(
            "halves",
            ssh("ssh-low", "0.0.0.0/1").by(Form.HALVES).breaks(ADMIN, RISK, PUBLIC, KNOWN, WIDE),
            ssh("ssh-high", "128.0.0.0/1").by(Form.HALVES),
            db("db-low", "0.0.0.0/1").by(Form.HALVES).breaks(RISK, PUBLIC, DATABASE, WIDE),
            db("db-high", "128.0.0.0/1").by(Form.HALVES),
            everything("0.0.0.0/1", "128.0.0.0/1").by(Form.HALVES)),
        open("union", Form.UNION, "3.0.0.0/8", "52.0.0.0/8"),
        // Half of it is reserved, and the other half is an eighth of the world.
        open("half-reserved", Form.HALVES, "192.0.0.0/2"),
        open("but-ten", Form.EVERYTHING_BUT_TEN, BUT_TEN),
        open("ipv6-in-use", Form.IPV6_IN_USE, "2000::/3"),
        open("ipv6", Form.IPV6, "::/0"),
        open("list", Form.PREFIX_LIST, "pl:world"),
        new Shape(
            "set",
            // An AddressSet makes addresses known, and no fewer.
            ssh("ssh", "set:partners")
                .by(Form.ADDRESS_SET)
                .breaks(ADMIN, RISK, PUBLIC)
                .keeps(KNOWN),
            db("db", "set:partners").by(Form.ADDRESS_SET),
            everything("set:partners").by(Form.ADDRESS_SET)),
        new Shape(
            "all-protocols",
            in("all", "all", "128.0.0.0/1")
                .by(Form.ALL_PROTOCOLS)
                .breaks(ADMIN, RISK, PUBLIC, KNOWN, DATABASE, ALL),
            in("all-of-set", "all", "set:plant").breaks(ALL),
            everything("128.0.0.0/1").by(Form.ALL_PROTOCOLS)),
        new Shape(
            "range",
            in("some", "tcp 20-6000", "128.0.0.0/1")
                .by(Form.RANGE)
                .breaks(ADMIN, RISK, PUBLIC, KNOWN, DATABASE),
            in("every", "tcp 0-65535", "role:bastion").breaks(ALL).keeps(KNOWN),
            out("out", "tcp 1-65535", "128.0.0.0/1").by(Form.RANGE).breaks(EGRESS)),
        new Shape(
            "udp",
            in("ssh", "udp 22", "128.0.0.0/1").by(Form.UDP).breaks(ADMIN, RISK, PUBLIC, KNOWN),
            in("db", "udp 3306", "128.0.0.0/1").by(Form.UDP).breaks(RISK, PUBLIC, DATABASE),
            out("out", "udp 0-65535", "128.0.0.0/1").by(Form.UDP).breaks(EGRESS)),
        new Shape(
            "closed",
            in("office", "tcp 22", "198.51.100.0/24").keeps(ADMIN, RISK, PUBLIC, KNOWN),
            in("office6", "tcp 22", "2001:db8:1::/56").by(Form.IPV6).keeps(ADMIN, RISK, KNOWN),
            in("office-list", "tcp 22", "pl:office").by(Form.PREFIX_LIST).keeps(ADMIN, RISK, KNOWN),
            in("plant", "tcp 22", "set:plant").by(Form.ADDRESS_SET).keeps(ADMIN, RISK, KNOWN),
            in("plant-db", "tcp 5432", "set:plant").by(Form.ADDRESS_SET).keeps(RISK, DATABASE),
            in("hop", "tcp 22", "role:bastion").keeps(KNOWN, WIDE),
            in("app", "tcp 5432", "role:bastion").keeps(DATABASE, ALL),
            in("near", "tcp 22-1000", "198.51.100.0/24").by(Form.RANGE).keeps(ADMIN, RISK, KNOWN),
            in("udp", "udp 22-53", "198.51.100.0/24").by(Form.UDP).keeps(ADMIN, RISK, KNOWN),
            out("inside", "all", "10.0.0.0/8").by(Form.ALL_PROTOCOLS).keeps(EGRESS),
            out("https", "tcp 443", "0.0.0.0/0").by(Form.WORLD).keeps(EGRESS, ADMIN, WIDE),
            // With the one before it opens no more than 443 to the world.
            out("partner", "all", "52.0.0.0/12").by(Form.UNION).keeps(EGRESS)),
        new Shape(
            "apart",
            // A /8 each, on different ports: no union.
            in("ssh", "tcp 22", "3.0.0.0/8")
                .by(Form.UNION)
                .breaks(KNOWN)
                .keeps(ADMIN, RISK, PUBLIC),
            in("other", "tcp 2222", "52.0.0.0/8").by(Form.UNION).keeps(ADMIN, RISK, PUBLIC),
            in("private", "tcp 22", "172.16.0.0/12").breaks(KNOWN).keeps(ADMIN, RISK, PUBLIC),
            in("other-role", "tcp 3389", "role:alb").breaks(KNOWN).keeps(ADMIN, RISK)),
        new Shape(
                "public",
                in("low", "tcp 443", "0.0.0.0/1")
                    .by(Form.HALVES)
                    .keeps(PUBLIC, ADMIN, RISK, WIDE)
                    .unmanagedBreaks(PUBLIC, WIDE),
                in("high", "tcp 443", "128.0.0.0/1")
                    .by(Form.HALVES)
                    .keeps(PUBLIC)
                    .unmanagedBreaks(PUBLIC),
                in("used", "tcp 80", "2000::/3")
                    .by(Form.IPV6_IN_USE)
                    .keeps(PUBLIC, ADMIN, RISK)
                    .unmanagedBreaks(PUBLIC),
                in("but-ten", "tcp 80", BUT_TEN)
                    .by(Form.EVERYTHING_BUT_TEN)
                    .keeps(PUBLIC, ADMIN, RISK)
                    .unmanagedBreaks(PUBLIC),
                in("quic", "udp 443", "128.0.0.0/1").by(Form.UDP).breaks(PUBLIC))
            .with("exposure", "Public"),
        new Shape(
            "inner",
            in("vpc", "tcp 8081", "10.0.0.0/16").breaks(WIDE).keeps(ADMIN, RISK, PUBLIC),
            in("list", "tcp 8081", "pl:inner").breaks(WIDE),
            in("set", "tcp 8082", "set:inner").breaks(WIDE),
            in("one", "tcp 8081", "10.0.1.7/32").keeps(WIDE)),
        new Shape("within", in("all", "all", "self").breaks(WITHIN, KNOWN).keeps(ALL, DATABASE)),
        new Shape("within-some", in("peers", "tcp 7000", "self").keeps(WITHIN, ALL)),
        new Shape(
            "target",
            in("https", "tcp 443", "role:alb").keeps(BALANCER),
            in("past", "tcp 443", "198.51.100.7/32").breaks(BALANCER),
            in("health", "tcp 9000", "198.51.100.7/32").keeps(BALANCER)),
        new Shape(
            "words",
            in("probe", "tcp 7001", "198.51.100.7/32").because("tbd").breaks(PURPOSE),
            in("migration", "tcp 7002", "198.51.100.7/32")
                .because("Temporary, for the migration")
                .breaks(TEMPORARY),
            in("ending", "tcp 7003", "198.51.100.7/32")
                .because("Temporary, for the audit")
                .until("2099-01-01T00:00:00Z")
                .keeps(TEMPORARY, PURPOSE)
                .unmanagedBreaks(TEMPORARY),
            in("lasting", "tcp 7004", "198.51.100.7/32")
                .because("The test environment calls it")
                .keeps(TEMPORARY, PURPOSE)),
        new Shape("purpose", in("app", "tcp 7005", "198.51.100.7/32"))
            .because("security group")
            .breaks(GROUP_PURPOSE, DECLARED, LIVE_MANAGED, LIVE_UNMANAGED),
        new Shape("tags", in("app", "tcp 7006", "198.51.100.7/32"))
            .untagged()
            .keeps(GROUP_PURPOSE)
            .breaks(TAGS, LIVE_MANAGED, LIVE_UNMANAGED),
        new Shape("reviewed", in("app", "tcp 7007", "198.51.100.7/32"))
            .with("review", Map.of("every", "36500d", "lastReviewed", "2020-01-31"))
            .keeps(REVIEW, TAGS, WIZARD),
        new Shape("overdue", in("app", "tcp 7008", "198.51.100.7/32"))
            .with("review", Map.of("every", "30d", "lastReviewed", "2020-01-31"))
            .breaks(REVIEW, DECLARED, LIVE_MANAGED),
        new Shape("wizard", in("app", "tcp 7009", "198.51.100.7/32"))
            .with("groupName", "launch-wizard-")
            .breaks(WIZARD, DECLARED, LIVE_MANAGED, LIVE_UNMANAGED));
  }

  /** The groups that every scene has, and that nobody may touch. */
  static List<Shape> bystanders() {
    return List.of(
        new Shape(
                "default",
                in("", "all", "self").breaks(WITHIN, KNOWN, PURPOSE),
                out("", "all", "0.0.0.0/0").breaks(EGRESS, PURPOSE))
            .breaks(DEFAULT, LIVE_UNMANAGED)
            .breaks(TAGS, LIVE_UNMANAGED),
        new Shape(
                "launch-wizard-1",
                ssh("", "0.0.0.0/0").breaks(ADMIN, RISK, PUBLIC, KNOWN, WIDE, PURPOSE),
                out("", "all", "0.0.0.0/0").breaks(EGRESS, PURPOSE))
            .breaks(WIZARD, LIVE_UNMANAGED)
            .breaks(TAGS, LIVE_UNMANAGED),
        new Shape(
                "forged",
                in("rdp", "tcp 3389", "0.0.0.0/0")
                    .breaks(ADMIN, RISK, PUBLIC, KNOWN, WIDE, PURPOSE),
                out("", "all", "0.0.0.0/0").breaks(EGRESS, PURPOSE))
            .breaks(TAGS, LIVE_UNMANAGED));
  }
}
