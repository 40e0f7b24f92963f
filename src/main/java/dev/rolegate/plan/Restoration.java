package dev.rolegate.plan;

import dev.rolegate.model.DesiredRule;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.LiveRule;
import dev.rolegate.model.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An earlier state of some groups, as the desired one: rules get back the tags that they had.
 *
 * @param why the reason of every step
 * @param rules by group, those whose tags are known; all others keep theirs
 */
public record Restoration(String why, Map<GroupKey, List<LiveRule>> rules) implements Aim {
  public Restoration {
    rules = new HashMap<>(rules);
  }

  @Override
  public Map<String, String> ruleTags(DesiredVpc vpc, GroupKey group, DesiredRule rule) {
    return rules.getOrDefault(group, List.of()).stream()
        .filter(known -> isSame(known, rule))
        .findFirst()
        .map(LiveRule::tags)
        .orElse(Map.of());
  }

  /** A group that is made anew has its id only later. */
  private static boolean isSame(LiveRule known, DesiredRule rule) {
    Peer peer = known.permission().peer();
    Peer other = rule.permission().peer();
    return known.direction() == rule.direction()
        && known.permission().withPeer(other).equals(rule.permission())
        && (peer.equals(other)
            || peer instanceof Peer.Declared
                && peer.sameKindAs(other)
                && known.description().equals(rule.description()));
  }

  @Override
  public String reason(String byDocuments) {
    return why;
  }

  @Override
  public boolean isWholeVpc() {
    return false;
  }
}
