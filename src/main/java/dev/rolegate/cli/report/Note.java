package dev.rolegate.cli.report;

import dev.rolegate.model.OneLine;
import java.util.List;

/**
 * Something that is so, whether anybody minds or not.
 *
 * @param text a line for people
 * @param groupIds the groups that it is about; none where it is about the VPC as a whole
 */
public record Note(String text, List<String> groupIds) {
  public Note {
    text = OneLine.of(text);
    groupIds = groupIds.stream().distinct().toList();
  }

  static Note of(String text) {
    return new Note(text, List.of());
  }

  static Note of(String groupId, String text) {
    return new Note(text, List.of(groupId));
  }
}
