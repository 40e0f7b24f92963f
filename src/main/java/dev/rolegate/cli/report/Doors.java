package dev.rolegate.cli.report;

import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.Direction;
import dev.rolegate.model.Group;
import java.util.ArrayList;
import java.util.List;

/** Who is let in and out, group by group. */
final class Doors {
  private final Known known;
  private final Openings openings;

  Doors(Known known, Openings openings) {
    this.known = known;
    this.openings = openings;
  }

  List<Note> world() {
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.of(
            openings.share(Asked.WORLD)
                + " let the world in, by the addresses of their rules taken together"));
    openings
        .of(Asked.WORLD)
        .forEach(
            (id, found) ->
                notes.add(
                    Note.of(
                        id,
                        known.text(id)
                            + ": "
                            + openings.peers(found)
                            + (known.members(id).isEmpty() ? "" : "; " + known.members(id)))));
    return notes;
  }

  /** Groups that a document calls public are not internal. */
  List<Note> internal() {
    List<Note> notes = new ArrayList<>();
    openings
        .of(Asked.WIDE)
        .forEach(
            (id, found) -> {
              if (known.document(id).filter(group -> group.documented().isPublic()).isEmpty()) {
                notes.add(Note.of(id, known.text(id) + ": " + openings.peers(found)));
              }
            });
    notes.add(
        0,
        Note.of(
            notes.size()
                + " of "
                + Known.count(known.groups().size(), "group")
                + " let in addresses from anywhere or whole subnets, and no document calls them"
                + " public"));
    return notes;
  }

  List<Note> databases() {
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.of(
            openings.share(Asked.DATABASES)
                + " let somebody in on a database's port (1433, 1521, 3306, 5432, 6379, 27017)"));
    notes.addAll(openings.each(Asked.DATABASES));
    return notes;
  }

  List<Note> outbound() {
    long silent = known.groups().stream().filter(Doors::isSilent).count();
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.of(
            openings.share(Asked.OUTBOUND)
                + " let connections out to the world, "
                + silent
                + " let none out at all"));
    List<String> all = new ArrayList<>();
    openings
        .of(Asked.OUTBOUND)
        .forEach(
            (id, found) -> {
              if (isEverything(found)) {
                all.add(id);
              } else {
                notes.add(Note.of(id, known.text(id) + ": " + openings.peers(found)));
              }
            });
    if (!all.isEmpty()) {
      notes.add(
          1,
          new Note(
              "every port of every protocol: "
                  + String.join(", ", all.stream().map(known::text).toList()),
              all));
    }
    return notes;
  }

  private static boolean isEverything(List<Finding.Rule> rules) {
    return rules.stream().anyMatch(rule -> rule.permission().protocol().isAll());
  }

  private static boolean isSilent(Group group) {
    return group.rules().stream().noneMatch(rule -> rule.direction() == Direction.EGRESS);
  }
}
