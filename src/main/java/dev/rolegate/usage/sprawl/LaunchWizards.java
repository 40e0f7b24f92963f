package dev.rolegate.usage.sprawl;

import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Groups that the EC2 console's launch wizard made: nobody meant them to last. */
final class LaunchWizards {
  private static final Pattern NAME =
      Pattern.compile("launch-wizard(-[0-9]+)?", Pattern.CASE_INSENSITIVE);
  private static final int OPEN = 10;

  private LaunchWizards() {}

  static boolean isOne(Group group) {
    return NAME.matcher(group.name()).matches();
  }

  static List<SprawlFinding> find(Vpc vpc) {
    List<Group> groups =
        vpc.subjects().stream()
            .filter(LaunchWizards::isOne)
            .filter(group -> vpc.declared(group.groupId()).isEmpty())
            .toList();
    if (groups.isEmpty()) {
      return List.of();
    }
    List<String> free = new ArrayList<>();
    List<String> used = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (Group group : groups) {
      int members = vpc.members(group.groupId()).size();
      if (members == 0) {
        free.add(Vpc.text(group));
      } else {
        used.add(Vpc.text(group) + " is on " + Words.count(members, "interface"));
      }
      for (LiveRule rule : group.rules()) {
        if (isOpen(rule)) {
          open.add(Vpc.text(group) + " lets in " + rule.permission());
        }
      }
    }
    List<String> evidence = new ArrayList<>(Words.first(used, "that are in use"));
    if (!free.isEmpty()) {
      evidence.add(
          "no interface carries "
              + free.size()
              + " of them"
              + ": "
              + String.join(", ", Words.first(free, "such groups")));
    }
    evidence.addAll(Words.first(open, "open rules"));
    return List.of(
        new SprawlFinding(
            SprawlKind.LAUNCH_WIZARD,
            Words.count(groups.size(), "group")
                + " of the launch wizard, "
                + free.size()
                + " without an interface",
            groups.stream().map(Group::groupId).toList(),
            2 * groups.size() + OPEN * open.size(),
            evidence,
            "Declare roles for the machines that are in use, and let the orphans of the ManagedVpc"
                + " retire what nothing uses.",
            "orphans:\n  action: Quarantine\n  match:\n    names: [\"launch-wizard-*\"]"));
  }

  private static boolean isOpen(LiveRule rule) {
    return rule.direction() == Direction.INGRESS
        && rule.permission().peer() instanceof Peer.Address address
        && address.cidr().isAnywhere();
  }
}
