package dev.rolegate.api;

import static dev.rolegate.api.AdmissionCase.accepted;
import static dev.rolegate.api.AdmissionCase.refused;
import static dev.rolegate.api.RoleSecurityGroupCases.rsg;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the API server accepts and refuses in the rules of a RoleSecurityGroup. */
final class RuleCases {

  private RuleCases() {}

  static List<AdmissionCase> all() {
    return Stream.of(rules(), ends(), ports(), icmp(), peers(), cidrs(), sizes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AdmissionCase> rules() {
    return List.of(
        accepted("a rule", rule("https", "The load balancer forwards HTTPS")),
        accepted("every character of EC2 but &", rule("a", "aZ09 ._-:/()#,@[]+=;{}!$*")),
        refused("no name", rules("[{purpose: p, " + BODY + "}]"), "ingress[0].name: Required"),
        refused("no purpose", rules("[{name: n, " + BODY + "}]"), "[0].purpose: Required value"),
        refused("a name with a colon", rule("a:b", "p"), "write the rule's name in lower-case"),
        refused("a name with capitals", rule("HTTPS", "p"), "write the rule's name in lower-case"),
        refused("an empty name", rule("", "p"), "write the rule's name in lower-case"),
        refused("an empty purpose", rule("a", ""), "say why the rule exists"),
        refused("a blank purpose", rule("a", "  "), "say why the rule exists"),
        refused("a space after", rule("a", "p "), "say why the rule exists"),
        refused("an ampersand", rule("a", "p & q"), "write one line in the characters that EC2"),
        refused("a line break", rule("a", "p\\nq"), "write one line in the characters that EC2"),
        refused("an umlaut", rule("a", "Büro"), "write one line in the characters that EC2"),
        accepted("255 characters together", rule("n".repeat(63), "p".repeat(190))),
        refused(
            "256 characters together",
            rule("n".repeat(63), "p".repeat(191)),
            "shorten name or purpose"),
        refused(
            "one name twice",
            rules("[{name: a, purpose: p, " + BODY + "}, {name: a, purpose: p, " + BODY + "}]"),
            "Duplicate value: {\"name\":\"a\"}"),
        refused(
            "one name twice in egress",
            rsg(
                "{egress: [{name: a, purpose: p, %s}, {name: a, purpose: p, %s}]}"
                    .formatted(BODY, BODY)),
            "give each entry of egress a name of its own"),
        accepted(
            "one name in both directions",
            rsg(
                "{ingress: [{name: a, purpose: p, %s}], egress: [{name: a, purpose: p, %s}]}"
                    .formatted(BODY, BODY))));
  }

  private static List<AdmissionCase> ends() {
    String form = "write a moment with its offset from UTC";
    return List.of(
        accepted("an end in UTC", end("2026-12-31T18:00:00Z")),
        accepted("an end elsewhere", end("2026-12-31T18:00:00.5+01:00")),
        accepted("a leap day", end("2028-02-29T00:00:00Z")),
        refused("a day", end("2026-12-31"), form),
        refused("no offset", end("2026-12-31T18:00:00"), form),
        refused("a month too high", end("2026-13-01T00:00:00Z"), form),
        refused("an hour too high", end("2026-12-01T24:00:00Z"), form),
        refused("a day that no calendar has", end("2026-02-30T00:00:00Z"), "expiresAt"),
        refused("words", end("next week"), form));
  }

  private static GenericKubernetesResource end(String moment) {
    return rules("[{name: a, purpose: p, %s, expiresAt: '%s'}]".formatted(BODY, moment));
  }

  private static List<AdmissionCase> ports() {
    return List.of(
        accepted("a port", port("{port: 443}")),
        accepted("a range", port("{port: 8000, endPort: 8099}")),
        accepted("a range of one", port("{port: 80, endPort: 80}")),
        accepted("every port", port("{protocol: udp, port: 0, endPort: 65535}")),
        accepted("a protocol by number", port("{protocol: '50'}")),
        accepted("tcp by number", port("{protocol: '6', port: 22}")),
        accepted("everything", port("{protocol: all}")),
        refused("no ports", rules("[{name: a, purpose: p, peers: []}]"), "ports: Required value"),
        refused(
            "no port",
            rules("[{name: a, purpose: p, ports: [], peers: [{cidr: 10.0.0.0/8}]}]"),
            "write ports: [{protocol: all}] to open everything"),
        refused("tcp without port", port("{}"), "write port with protocol tcp or udp"),
        refused("udp without port", port("{protocol: udp}"), "write port with protocol tcp or udp"),
        refused("17 without port", port("{protocol: '17'}"), "write port with protocol tcp or udp"),
        refused(
            "the last port alone",
            port("{endPort: 80}"),
            "write port, the first port of the range, beside endPort"),
        refused(
            "a range backwards",
            port("{port: 90, endPort: 80}"),
            "write the lower number as port and the higher one as endPort"),
        refused("a port too high", port("{port: 65536}"), "should be less than or equal to 65535"),
        refused("a port below 0", port("{port: -1}"), "should be greater than or equal to 0"),
        refused("a port by name", port("{port: https}"), "must be of type integer"),
        refused("all with a port", port("{protocol: all, port: 1}"), "leave port and endPort out"),
        refused("50 with a port", port("{protocol: '50', port: 1}"), "leave port and endPort out"),
        refused(
            "icmp with a port", port("{protocol: icmp, port: 8}"), "leave port and endPort out"),
        refused("an unknown protocol", port("{protocol: sctp}"), "write tcp, udp, icmp, icmpv6"),
        refused("capitals", port("{protocol: TCP, port: 1}"), "write tcp, udp, icmp, icmpv6"),
        refused("EC2's -1", port("{protocol: '-1'}"), "write tcp, udp, icmp, icmpv6"),
        refused("protocol 256", port("{protocol: '256'}"), "write tcp, udp, icmp, icmpv6"),
        refused("a leading zero", port("{protocol: '06'}"), "write tcp, udp, icmp, icmpv6"));
  }

  private static List<AdmissionCase> icmp() {
    return List.of(
        accepted("every ICMP type", port("{protocol: icmp}")),
        accepted("echo request", port("{protocol: icmp, icmpType: 8}")),
        accepted("type and code", port("{protocol: '1', icmpType: 3, icmpCode: 4}")),
        accepted("echo request in ICMPv6", port("{protocol: icmpv6, icmpType: 128}")),
        accepted("ICMPv6 by number", port("{protocol: '58', icmpType: 128, icmpCode: 0}")),
        refused(
            "a code alone",
            port("{protocol: icmp, icmpCode: 4}"),
            "write icmpType beside icmpCode"),
        refused(
            "a type with tcp", port("{port: 1, icmpType: 8}"), "leave icmpType and icmpCode out"),
        refused(
            "a code with all",
            port("{protocol: all, icmpCode: 8}"),
            "leave icmpType and icmpCode out"),
        refused(
            "a type too high",
            port("{protocol: icmp, icmpType: 256}"),
            "should be less than or equal to 255"));
  }

  private static List<AdmissionCase> peers() {
    return List.of(
        accepted("a role", peer("{role: {name: alb}}")),
        accepted("a role elsewhere", peer("{role: {name: alb, namespace: edge}}")),
        accepted("an AddressSet", peer("{addressSet: corp-vpn}")),
        refused(
            "an AddressSet with capitals",
            peer("{addressSet: VPN}"),
            "write the metadata.name of an"),
        refused(
            "an AddressSet and a block",
            peer("{addressSet: corp-vpn, cidr: 10.0.0.0/8}"),
            "write exactly one of role, cidr, addressSet"),
        accepted("a prefix list", peer("{prefixList: {id: pl-6da54004}}")),
        accepted("a group", peer("{securityGroup: {id: sg-0a1b2c3d4e5f60718}}")),
        accepted(
            "another account's group",
            peer("{securityGroup: {id: sg-1a2b3c4d, accountId: '111122223333'}}")),
        refused("no peers", rules("[{name: a, purpose: p, ports: []}]"), "peers: Required value"),
        refused(
            "no peer",
            rules("[{name: a, purpose: p, ports: [{port: 1}], peers: []}]"),
            "write at least one peer"),
        refused("an empty peer", peer("{}"), "write exactly one of role, cidr, addressSet"),
        refused(
            "two kinds in a peer",
            peer("{cidr: 10.0.0.0/8, role: {name: alb}}"),
            "write exactly one of role, cidr, addressSet"),
        refused("a role without name", peer("{role: {}}"), "role.name: Required value"),
        refused(
            "a role with a slash", peer("{role: {name: shop/web}}"), "write the name of a role"),
        refused(
            "a namespace with capitals",
            peer("{role: {name: web, namespace: Shop}}"),
            "write the name of a namespace, such as shop"),
        refused(
            "a prefix list by name",
            peer("{prefixList: {id: com.amazonaws.eu-west-1.s3}}"),
            "may not be more than 20"),
        refused(
            "a prefix list's id too short",
            peer("{prefixList: {id: pl-6da5}}"),
            "write the id of a managed prefix list"),
        refused(
            "a group's name",
            peer("{securityGroup: {id: default}}"),
            "write the id of a security group"),
        refused(
            "an account id too short",
            peer("{securityGroup: {id: sg-1a2b3c4d, accountId: '1111'}}"),
            "write the twelve digits of an AWS account id"));
  }

  private static List<AdmissionCase> cidrs() {
    return List.of(
        accepted("IPv4", peer("{cidr: 10.0.0.0/16}")),
        accepted("one address", peer("{cidr: 192.0.2.7/32}")),
        accepted("everyone on IPv4", peer("{cidr: 0.0.0.0/0}")),
        accepted("IPv6", peer("{cidr: '2001:db8::/32'}")),
        accepted("everyone on IPv6", peer("{cidr: '::/0'}")),
        accepted("the longest IPv6", peer("{cidr: '2001:db8:1111:2222:3333:4444:5555:6666/128'}")),
        refused("no prefix length", peer("{cidr: 10.0.0.1}"), "write an IPv4 or IPv6 block"),
        refused("a prefix too long", peer("{cidr: 10.0.0.0/33}"), "write an IPv4 or IPv6 block"),
        refused("an octet too high", peer("{cidr: 10.0.0.256/32}"), "write an IPv4 or IPv6 block"),
        refused("a leading zero", peer("{cidr: 10.0.0.01/32}"), "write an IPv4 or IPv6 block"),
        refused(
            "mapped IPv4", peer("{cidr: '::ffff:10.0.0.0/104'}"), "write an IPv4 or IPv6 block"),
        refused("a word", peer("{cidr: anywhere}"), "write an IPv4 or IPv6 block"),
        refused("host bits", peer("{cidr: 10.1.2.3/8}"), "write the block in its canonical form"),
        refused(
            "IPv6 host bits",
            peer("{cidr: '2001:db8::1/32'}"),
            "write the block in its canonical form"),
        refused(
            "IPv6 in capitals",
            peer("{cidr: '2001:DB8::/32'}"),
            "write the block in its canonical form"),
        refused(
            "IPv6 with zeros",
            peer("{cidr: '2001:db8:0::/32'}"),
            "write the block in its canonical form"));
  }

  private static List<AdmissionCase> sizes() {
    var largest =
        numbered(
            60,
            i ->
                "{name: rule-%d, purpose: %s, ports: [%s], peers: [%s]}"
                    .formatted(
                        i,
                        "p".repeat(180),
                        numbered(20, p -> "{port: %d, endPort: %d}".formatted(p, p + 1000)),
                        numbered(
                            60,
                            c ->
                                "{cidr: '2001:db8:1111:2222:3333:4444:5555:%x/128'}"
                                    .formatted(c + 1))));
    return List.of(
        accepted(
            "60 rules of 20 ports and 60 peers in both directions",
            rsg("{ingress: [%s], egress: [%s]}".formatted(largest, largest))),
        refused(
            "61 rules",
            rules("[" + numbered(61, i -> "{name: r-%d, purpose: p, %s}".formatted(i, BODY)) + "]"),
            "must have at most 60 items"),
        refused(
            "21 ports",
            rules(
                "[{name: a, purpose: p, ports: [%s], peers: [{cidr: 10.0.0.0/8}]}]"
                    .formatted(numbered(21, i -> "{port: %d}".formatted(i)))),
            "must have at most 20 items"),
        refused(
            "61 peers",
            rules(
                "[{name: a, purpose: p, ports: [{port: 1}], peers: [%s]}]"
                    .formatted(numbered(61, i -> "{cidr: 10.0.%d.0/24}".formatted(i)))),
            "must have at most 60 items"));
  }

  private static final String BODY = "ports: [{port: 443}], peers: [{cidr: 10.0.0.0/8}]";

  private static String numbered(int count, java.util.function.IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(", "));
  }

  private static GenericKubernetesResource rules(String rules) {
    return rsg("ingress: " + rules);
  }

  private static GenericKubernetesResource rule(String name, String purpose) {
    return rules("[{name: \"%s\", purpose: \"%s\", %s}]".formatted(name, purpose, BODY));
  }

  private static GenericKubernetesResource port(String port) {
    return rules(
        "[{name: a, purpose: p, ports: [%s], peers: [{cidr: 10.0.0.0/8}]}]".formatted(port));
  }

  private static GenericKubernetesResource peer(String peer) {
    return rules("[{name: a, purpose: p, ports: [{port: 1}], peers: [%s]}]".formatted(peer));
  }
}
