package dev.rolegate.cli.report;

import dev.rolegate.model.OneLine;
import java.util.List;

/**
 * Who is let in where, for a picture.
 *
 * @param omitted how many groups are left out because there are too many
 */
public record Chart(List<Place> places, List<Line> lines, int omitted) {

  /** What a place is. */
  public enum Kind {
    /** Addresses anywhere. */
    WORLD("world"),
    /** Other addresses, an address set or a prefix list. */
    ADDRESSES("addresses"),
    /** A group that documents name, or whose tags say so. */
    ROLE("role"),
    /** A group that nobody documented. */
    UNDOCUMENTED("undocumented");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As JSON and the picture have it. */
    public String text() {
      return text;
    }
  }

  /**
   * A box of the picture.
   *
   * @param id of the group; {@code world} for the world, the name for addresses
   */
  public record Place(String id, String name, Kind kind) {
    public Place {
      name = OneLine.of(name);
    }
  }

  /**
   * An arrow.
   *
   * @param flows by which protocols and ports
   */
  public record Line(String from, String to, List<String> flows) {
    public Line {
      flows = List.copyOf(flows);
    }
  }

  public Chart {
    places = List.copyOf(places);
    lines = List.copyOf(lines);
  }
}
