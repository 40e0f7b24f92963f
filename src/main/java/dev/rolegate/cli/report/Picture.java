package dev.rolegate.cli.report;

import dev.rolegate.cli.report.Chart.Line;
import dev.rolegate.cli.report.Chart.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * A chart with a place for everything: boxes in layers from left to right, arrows with their ports.
 * Lengths are in pixels.
 */
public record Picture(double width, double height, List<Box> boxes, List<Arrow> arrows) {
  private static final double LETTER = 6.7;
  private static final double SMALL_LETTER = 5.6;
  private static final double BOX_HEIGHT = 38;
  private static final double LABEL_HEIGHT = 13;
  private static final double PADDING = 24;
  private static final double EDGE = 6;
  private static final int FLOWS_SHOWN = 2;
  private static final int NAME_SHOWN = 34;

  /** Where a page has this room, in pixels, a wider picture scrolls. */
  private static final double ROOM = 1180;

  /** True where it would be too small to read if it were made to fit. */
  public boolean wide() {
    return width > ROOM;
  }

  /**
   * A group, or the world.
   *
   * @param kind as {@code role}
   * @param title the whole name, and the group's id
   */
  public record Box(
      double x, double y, double width, double height, String name, String kind, String title) {
    /** Of the corners. */
    public double rounding() {
      return kind.equals(Chart.Kind.ADDRESSES.text()) ? height / 2 : 4;
    }

    public double middle() {
      return x + width / 2;
    }

    public double baseline() {
      return y + height / 2 + 4;
    }
  }

  /**
   * Who may open connections to whom.
   *
   * @param path as SVG writes it
   * @param x where the label begins
   * @param y where the label's letters stand
   * @param kind of the place that it begins at
   */
  public record Arrow(String path, String label, double x, double y, String title, String kind) {}

  static Picture of(Chart chart) {
    // Without it the layout knows no option's type.
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    ElkNode graph = ElkGraphUtil.createGraph();
    graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 46.0);
    graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
    graph.setProperty(CoreOptions.PADDING, new ElkPadding(EDGE));
    Map<String, ElkNode> nodes = new HashMap<>();
    for (Place place : chart.places()) {
      ElkNode node = ElkGraphUtil.createNode(graph);
      node.setDimensions(name(place).length() * LETTER + PADDING, BOX_HEIGHT);
      nodes.put(place.id(), node);
    }
    Map<ElkEdge, Line> edges = new HashMap<>();
    for (Line line : chart.lines()) {
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(line.from()), nodes.get(line.to()));
      ElkLabel label = ElkGraphUtil.createLabel(label(line), edge);
      label.setDimensions(label(line).length() * SMALL_LETTER, LABEL_HEIGHT);
      label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
      edges.put(edge, line);
    }
    new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
    return placed(chart, graph, nodes, edges);
  }

  private static Picture placed(
      Chart chart, ElkNode graph, Map<String, ElkNode> nodes, Map<ElkEdge, Line> edges) {
    List<Box> boxes = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, String> kinds = new HashMap<>();
    for (Place place : chart.places()) {
      ElkNode node = nodes.get(place.id());
      names.put(place.id(), place.name());
      kinds.put(place.id(), place.kind().text());
      boxes.add(
          new Box(
              node.getX(),
              node.getY(),
              node.getWidth(),
              node.getHeight(),
              name(place),
              place.kind().text(),
              place.name() + (place.id().startsWith("sg-") ? ", " + place.id() : "")));
    }
    List<Arrow> arrows = new ArrayList<>();
    for (ElkEdge edge : graph.getContainedEdges()) {
      Line line = edges.get(edge);
      ElkLabel label = edge.getLabels().get(0);
      String title =
          names.get(line.from())
              + " to "
              + names.get(line.to())
              + ": "
              + String.join(", ", line.flows());
      arrows.add(
          new Arrow(
              path(edge.getSections().get(0)),
              label.getText(),
              label.getX(),
              label.getY() + LABEL_HEIGHT - 3,
              title,
              kinds.get(line.from())));
    }
    return new Picture(graph.getWidth(), graph.getHeight(), boxes, arrows);
  }

  private static String name(Place place) {
    return place.name().length() <= NAME_SHOWN
        ? place.name()
        : place.name().substring(0, NAME_SHOWN - 1) + "…";
  }

  private static String label(Line line) {
    int shown = Math.min(FLOWS_SHOWN, line.flows().size());
    int more = line.flows().size() - shown;
    return String.join(", ", line.flows().subList(0, shown)) + (more > 0 ? " +" + more : "");
  }

  private static String path(ElkEdgeSection section) {
    var path = new StringBuilder();
    path.append(point("M", section.getStartX(), section.getStartY()));
    for (ElkBendPoint bend : section.getBendPoints()) {
      path.append(point("L", bend.getX(), bend.getY()));
    }
    return path.append(point("L", section.getEndX(), section.getEndY())).toString();
  }

  private static String point(String command, double x, double y) {
    return String.format(Locale.ROOT, "%s%.1f %.1f", command, x, y);
  }
}
