package dev.rolegate.guardrail;

import dev.cel.common.types.CelType;
import dev.rolegate.model.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A group as expressions see it, with what its rules cover together. */
final class GroupView extends View {
  private final GroupFacts facts;
  private int[] cells = {};
  private final Scene scene;
  private final List<RuleView> rules = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final Map<WorldMeasure, Unions> unions = new HashMap<>();
  private final Map<Part.Leaf, Object> values = new IdentityHashMap<>();

  GroupView(GroupFacts facts, Scene scene) {
    this.facts = facts;
    this.scene = scene;
    for (RuleFacts rule : facts.rules()) {
      rules.add(new RuleView(this, rules.size()));
      sources.add(scene.contents().source(rule));
    }
  }

  GroupFacts facts() {
    return facts;
  }

  Scene scene() {
    return scene;
  }

  List<RuleView> rules() {
    return rules;
  }

  Source source(int rule) {
    return sources.get(rule);
  }

  Unions unions(WorldMeasure measure) {
    return unions.computeIfAbsent(measure, by -> new Unions(sources, by, scene.unions()));
  }

  /**
   * True when the blocks of all rules that are for one port with the given one hold the whole
   * block; the given one has a part of it.
   *
   * @throws NotKnown when that hangs on the content of a prefix list
   */
  boolean holdsTogether(int rule, Block whole) {
    List<Source> some = new ArrayList<>(List.of(sources.get(rule)));
    for (Source other : sources) {
      if (other != some.get(0)
          && other.direction() == some.get(0).direction()
          && (other.isUnread() || other.blocks().stream().anyMatch(whole::contains))) {
        some.add(other);
      }
    }
    Set<String> unread = new TreeSet<>();
    for (BitSet meeting : Set.copyOf(Stretches.of(some).values())) {
      if (meeting.get(0)) {
        List<Source> met = meeting.stream().mapToObj(some::get).toList();
        if (new Cover(met.stream().flatMap(one -> one.blocks().stream()).toList()).holds(whole)) {
          return true;
        }
        met.stream().filter(Source::isUnread).map(Source::unread).forEach(unread::add);
      }
    }
    if (!unread.isEmpty()) {
      throw Contents.unread(unread);
    }
    return false;
  }

  /** The value of a part that is the same for all rules. */
  Object value(Part.Leaf part, Supplier<Object> evaluation) {
    Object known = values.get(part);
    if (known == null) {
      known = evaluation.get();
      values.put(part, known);
    }
    return known;
  }

  boolean reviewOverdue() {
    return facts.review().map(review -> review.isOverdue(scene.now())).orElse(false);
  }

  Instant lastReviewed() {
    return facts
        .review()
        .flatMap(Review::last)
        .orElseThrow(
            () -> new NotKnown("no review of the group is recorded: ask group.wasReviewed first"));
  }

  /** What the last look at sprawl said; empty where it found nothing of that kind. */
  String sprawl(String kind) {
    if (facts.groupId().isEmpty()) {
      return "";
    }
    String text = facts.sprawl().get(kind);
    if (text == null) {
      throw new NotKnown("nobody has looked for sprawl of the kind " + kind + " yet");
    }
    return text;
  }

  /** What is known of it by number, see {@link Recall}; 0 stands for what nobody asked for yet. */
  int[] cells(Recall recall) {
    cells = recall.wideEnough(cells);
    return cells;
  }

  @Override
  public CelType celType() {
    return GroupWords.STRUCT.type();
  }

  @Override
  public Object select(String field) {
    return GroupWords.STRUCT.read(this, field);
  }
}
