package dev.rolegate.cli.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Assessments as one HTML file that needs nothing else and prints well. */
public final class ReportHtml {
  private static final String TEMPLATE = "report.html";
  private static final String STYLE = "report.css";

  private ReportHtml() {}

  /** What the template shows of a VPC. */
  public record Page(Assessment assessment, Picture picture) {}

  /**
   * @param unread VPCs that could not be looked at at all
   */
  public static String of(List<Assessment> assessments, List<Gap> unread) {
    List<Page> pages = assessments.stream().map(a -> new Page(a, Picture.of(a.chart()))).toList();
    return Engine.builder()
        .addDefaults()
        .addValueResolver(new ReflectionValueResolver())
        .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
        .strictRendering(true)
        .build()
        .parse(resource(TEMPLATE), Variant.forContentType(Variant.TEXT_HTML))
        .data("pages", pages)
        .data("unread", unread)
        .data("style", new RawString(resource(STYLE)))
        .render();
  }

  private static String resource(String name) {
    try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the application cannot be read", e);
    }
  }
}
