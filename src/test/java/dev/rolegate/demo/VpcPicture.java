package dev.rolegate.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The VPC's groups as the AWS SDK shows them at one time. */
record VpcPicture(List<Group> groups) {

  /**
   * A group, its rules in a fixed order, and what carries it.
   *
   * @param isManaged whether it has the tag of groups that Rolegate manages
   * @param isRetired whether it has the tag of groups whose rules Rolegate took
   */
  record Group(
      String id,
      String name,
      boolean isManaged,
      boolean isRetired,
      List<Rule> rules,
      List<String> carriers) {

    /** What it allows and why, without the ids of the rules. */
    List<String> contents() {
      return rules.stream().map(Rule::content).toList();
    }

    /** Ports that anybody in the Internet may reach. */
    List<String> worldOpen() {
      return rules.stream().filter(Rule::letsTheWorldIn).map(Rule::ports).distinct().toList();
    }

    /** Whether it lets the whole Internet in on that port. */
    boolean isOpenOn(String ports) {
      return worldOpen().contains(ports);
    }
  }

  /** A rule; the peer of a rule between groups is the group's name. */
  record Rule(
      String id, boolean egress, String protocol, String ports, String peer, String description)
      implements Comparable<Rule> {

    boolean letsTheWorldIn() {
      return !egress && (peer.equals("0.0.0.0/0") || peer.equals("::/0"));
    }

    String direction() {
      return egress ? "egress" : "ingress";
    }

    /** What the rule allows and why, without its id. */
    String content() {
      return direction() + " " + protocol + " " + ports + " " + peer + " \"" + description + "\"";
    }

    @Override
    public int compareTo(Rule other) {
      return content().compareTo(other.content());
    }
  }

  Optional<Group> group(String id) {
    return groups.stream().filter(g -> g.id().equals(id)).findFirst();
  }

  Optional<Group> named(String name) {
    return groups.stream().filter(g -> g.name().equals(name)).findFirst();
  }

  List<Group> managed() {
    return groups.stream().filter(Group::isManaged).toList();
  }

  List<Group> unmanaged() {
    return groups.stream().filter(g -> !g.isManaged()).toList();
  }

  /** Every rule of the managed groups, each line as {@code group: rule}; sorted. */
  List<String> managedRules() {
    var lines = new ArrayList<String>();
    for (Group group : managed()) {
      group.rules().forEach(rule -> lines.add(group.name() + ": " + rule.content()));
    }
    return lines.stream().sorted().toList();
  }
}
