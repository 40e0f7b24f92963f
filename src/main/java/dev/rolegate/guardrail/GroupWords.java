package dev.rolegate.guardrail;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.rolegate.model.GroupKey;
import java.util.List;
import java.util.function.Function;

/** The words for a group: its fields and functions, with what they mean. */
final class GroupWords {
  static final String TYPE = "Group";

  /** Kinds of sprawl, as its reports spell them. */
  static final List<String> SPRAWL =
      List.of(
          "AllInOne",
          "PerInstance",
          "LaunchWizard",
          "StaleReference",
          "DeadPeer",
          "Duplicate",
          "Contained",
          "PreferRoleReference",
          "UndeclaredLaunch");

  static final Struct<GroupView> STRUCT =
      Struct.of(
          TYPE,
          List.of(
              text(
                  "id",
                  "The `sg-` id; empty for a declared group that is not live",
                  g -> g.facts().groupId()),
              text("name", "EC2's name of the group", g -> g.facts().name()),
              text("description", "EC2's description of the group", g -> g.facts().description()),
              text(
                  "namespace",
                  "Namespace of the document; empty for an unmanaged group",
                  g -> g.facts().key().map(GroupKey::namespace).orElse("")),
              text("role", "The role; empty for an unmanaged group", g -> g.facts().role()),
              text("owner", "Who owns it; empty for an unmanaged group", g -> g.facts().owner()),
              text(
                  "purpose",
                  "Why it exists; of an unmanaged group, its description",
                  g -> g.facts().purpose()),
              text(
                  "exposure",
                  "`Internal` or `Public`; empty for an unmanaged group",
                  g -> g.facts().exposure()),
              yesNo(
                  "managed",
                  "Whether a document names the group",
                  g -> g.facts().key().isPresent()),
              yesNo(
                  "isDefault",
                  "Whether it is the VPC's default group",
                  g -> g.facts().name().equals("default") && g.facts().key().isEmpty()),
              new Struct.Field<>(
                  "tags",
                  MapType.create(SimpleType.STRING, SimpleType.STRING),
                  "Its tags: those that Rolegate gives a declared group, those that a live one has",
                  g -> g.facts().tags()),
              new Struct.Field<>(
                  "rules",
                  ListType.create(StructTypeReference.create(RuleWords.TYPE)),
                  "Its rules: those that are documented, or those that are live",
                  GroupView::rules),
              yesNo(
                  "hasReview",
                  "Whether its document asks for reviews",
                  g -> g.facts().review().isPresent()),
              yesNo(
                  "wasReviewed",
                  "Whether a review is recorded",
                  g -> g.facts().review().flatMap(r -> r.last()).isPresent()),
              yesNo(
                  "reviewOverdue",
                  "Whether a review is asked for and due",
                  GroupView::reviewOverdue),
              new Struct.Field<>(
                  "lastReviewed",
                  SimpleType.TIMESTAMP,
                  "Day of the last review; only where `wasReviewed`",
                  GroupView::lastReviewed)));

  static final List<Call> CALLS =
      List.of(
          new Call(
              "sprawl",
              TYPE,
              List.of(new Call.Argument("kind", SimpleType.STRING)),
              SimpleType.BOOL,
              "Whether the last look at sprawl found that of the live group",
              (group, arguments, measure) ->
                  !((GroupView) group).sprawl((String) arguments[0]).isEmpty()),
          new Call(
              "sprawlText",
              TYPE,
              List.of(new Call.Argument("kind", SimpleType.STRING)),
              SimpleType.STRING,
              "What it said; empty where it found nothing of the kind",
              (group, arguments, measure) -> ((GroupView) group).sprawl((String) arguments[0])));

  private GroupWords() {}

  private static Struct.Field<GroupView> text(
      String name, String meaning, Function<GroupView, Object> reader) {
    return field(name, SimpleType.STRING, meaning, reader);
  }

  private static Struct.Field<GroupView> yesNo(
      String name, String meaning, Function<GroupView, Object> reader) {
    return field(name, SimpleType.BOOL, meaning, reader);
  }

  private static Struct.Field<GroupView> field(
      String name, CelType type, String meaning, Function<GroupView, Object> reader) {
    return new Struct.Field<>(name, type, meaning, reader);
  }
}
