package dev.rolegate.demo;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell, in the manner of kubectl. */
final class TextTable {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    rows.add(List.of(heads));
  }

  TextTable row(Object... cells) {
    var row = new ArrayList<String>();
    for (Object cell : cells) {
      row.add(cell == null ? "" : cell.toString());
    }
    if (row.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          row.size() + " cells in a table of " + rows.get(0).size() + " columns");
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
