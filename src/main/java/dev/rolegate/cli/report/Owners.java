package dev.rolegate.cli.report;

import dev.rolegate.model.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who answers for which groups. */
final class Owners {
  private final Known known;

  Owners(Known known) {
    this.known = known;
  }

  List<Note> notes() {
    Map<String, List<String>> byOwner = new TreeMap<>();
    for (Group group : known.groups()) {
      byOwner.computeIfAbsent(known.owner(group), owner -> new ArrayList<>()).add(group.groupId());
    }
    List<String> nobody = byOwner.remove("");
    List<Note> notes = new ArrayList<>();
    byOwner.forEach((owner, groups) -> notes.add(note(owner, groups)));
    if (nobody != null) {
      notes.add(note("nobody is named for", nobody));
    }
    return notes;
  }

  private Note note(String who, List<String> groups) {
    return new Note(
        who + ": " + String.join(", ", groups.stream().map(known::text).toList()), groups);
  }
}
